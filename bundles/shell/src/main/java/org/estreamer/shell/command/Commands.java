package org.estreamer.shell.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.estreamer.settings.NearestName;
import org.estreamer.shell.text.TextTable;

/** The commands there are, and the one place in which one is called: here wrong words and {@code --help} are answered. */
public final class Commands {
    private final List<Command> all;

    /** Takes the commands in the order in which they are listed. */
    public Commands(List<Command> all) {
        this.all = List.copyOf(all);
    }

    /** These commands and others behind them. */
    public Commands and(Command... more) {
        List<Command> both = new ArrayList<>(all);
        both.addAll(List.of(more));
        return new Commands(both);
    }

    /** Every command, in order. */
    public List<Command> all() {
        return all;
    }

    /**
     * Carries a command out, or says on standard error why it cannot be.
     *
     * @param name    the command's name
     * @param words   the words behind it
     * @param streams where it reads and writes
     * @return the command's exit status, or {@link ExitStatus#USAGE}
     * @throws InterruptedException if whoever asked does not wait any longer
     */
    public int run(String name, List<String> words, Streams streams) throws InterruptedException {
        Optional<Command> found = find(name);
        if (found.isEmpty()) {
            say("there is no command " + name + ahead(name), streams.err());
            all.forEach(command -> streams.err().println(command.synopsis().line()));
            return ExitStatus.USAGE;
        }
        Command command = found.get();
        if (words.contains("--help")
                && !words.subList(0, words.indexOf("--help")).contains("--")) {
            command.synopsis().help().forEach(streams.out()::println);
            return ExitStatus.OK;
        }
        try {
            return command.run(words, streams);
        } catch (UsageFault e) {
            say(e.getMessage(), streams.err());
            command.synopsis().usage().forEach(streams.err()::println);
            return ExitStatus.USAGE;
        }
    }

    /**
     * The words that may come next.
     *
     * @param name  the command's name
     * @param words the words between the name and the one that is looked for
     * @return every word that fits; none for an unknown command
     */
    public List<String> next(String name, List<String> words) {
        return find(name).map(command -> command.next(words)).orElse(List.of());
    }

    /** Whether a command may take as long as it takes; not so for an unknown one. */
    public boolean lasts(String name) {
        return find(name).map(Command::lasts).orElse(false);
    }

    private Optional<Command> find(String name) {
        return all.stream()
                .filter(command -> command.synopsis().name().equals(name))
                .findFirst();
    }

    private String ahead(String name) {
        return NearestName.of(
                        name,
                        all.stream().map(command -> command.synopsis().name()).toList())
                .map(nearest -> "; did you mean " + nearest + "?")
                .orElse("");
    }

    private static void say(String what, PrintStream err) {
        err.println("estreamer: " + TextTable.harmless(what));
    }
}
