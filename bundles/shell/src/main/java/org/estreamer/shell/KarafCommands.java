package org.estreamer.shell;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Parser;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.estreamer.shell.command.Command;
import org.estreamer.shell.command.Commands;
import org.estreamer.shell.command.Streams;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The commands in Karaf's shell, with what it shows of each beside its name: a description, and the words that may come next.
 * Loaded only where Karaf's classes are.
 */
final class KarafCommands extends ServiceTracker<SessionFactory, SessionFactory> {
    private final List<KarafCommand> all;

    KarafCommands(BundleContext context, Commands commands) {
        super(context, SessionFactory.class, null);
        all = commands.all().stream()
                .map(command -> new KarafCommand(commands, command))
                .toList();
    }

    @Override
    public SessionFactory addingService(ServiceReference<SessionFactory> reference) {
        SessionFactory shells = super.addingService(reference);
        all.forEach(shells.getRegistry()::register);
        return shells;
    }

    @Override
    public void removedService(ServiceReference<SessionFactory> reference, SessionFactory shells) {
        all.forEach(shells.getRegistry()::unregister);
        super.removedService(reference, shells);
    }

    /** One of them. The words come as they were typed, since Karaf is told nothing of their types. */
    static final class KarafCommand implements org.apache.karaf.shell.api.console.Command {
        private final Commands commands;
        private final Command command;

        KarafCommand(Commands commands, Command command) {
            this.commands = commands;
            this.command = command;
        }

        @Override
        public String getScope() {
            return GogoCommands.SCOPE;
        }

        @Override
        public String getName() {
            return command.synopsis().name();
        }

        @Override
        public String getDescription() {
            return command.synopsis().summary();
        }

        @Override
        public Parser getParser() {
            return null; // Karaf's own
        }

        @Override
        public Completer getCompleter(boolean scoped) {
            String name = scoped ? getName() : getScope() + ":" + getName();
            return (session, line, candidates) -> complete(name, line, candidates);
        }

        private int complete(String name, CommandLine line, List<String> candidates) {
            int index = line.getCursorArgumentIndex();
            List<String> words = List.of(line.getArguments());
            if (index > 0 && !words.get(0).equals(name) && !words.get(0).equals(getName())) {
                return -1; // the line is another command's
            }
            String argument = line.getCursorArgument();
            String typed = argument == null ? "" : argument.substring(0, line.getArgumentPosition());
            Stream<String> fit = index == 0 ? Stream.of(name) : command.next(words.subList(1, index)).stream();
            fit.filter(word -> word.startsWith(typed)).forEach(candidates::add);
            return candidates.isEmpty() ? -1 : line.getBufferPosition() - typed.length();
        }

        @Override
        public Object execute(Session session, List<Object> words) throws InterruptedException {
            PrintStream console = session.getConsole();
            commands.run(
                    getName(),
                    words.stream().map(String::valueOf).toList(),
                    new Streams(session.getKeyboard(), console, console, console));
            // a session for one command closes behind it
            console.flush();
            return null;
        }
    }
}
