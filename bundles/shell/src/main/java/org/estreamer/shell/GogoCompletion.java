package org.estreamer.shell;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.apache.felix.service.command.Function;
import org.estreamer.shell.command.Commands;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has Felix's console complete the words of the commands. The console keeps for each of its sessions what completes what, so
 * each is told before the first line that it carries out. It asks {@link #NEXT} then.
 */
final class GogoCompletion implements CommandSessionListener, Function {
    /** The console does not list what begins like this. */
    static final String NEXT = "_next";

    private static final Logger LOG = LoggerFactory.getLogger(GogoCompletion.class);
    private static final String TOLD = ".estreamer.told";

    private final Commands commands;

    GogoCompletion(Commands commands) {
        this.commands = commands;
    }

    @Override
    public void beforeExecute(CommandSession session, CharSequence line) {
        if (session.get(TOLD) != null) {
            return;
        }
        session.put(TOLD, true);
        commands.all().forEach(command -> tell(session, command.synopsis().name()));
    }

    private static void tell(CommandSession session, String name) {
        try {
            session.execute("complete -c " + GogoCommands.SCOPE + ":" + name + " -a '" + GogoCommands.SCOPE + ":" + NEXT
                    + " " + name + " ($.commandLine words) ($.commandLine wordIndex)'");
        } catch (Exception e) { // Gogo hands on whatever a command throws
            LOG.debug("This shell completes no words", e);
        }
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence line, Exception exception) {
        // what comes of a line is no matter of completion
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence line, Object result) {
        // nor this
    }

    /** Takes a command's name, the words of the line with the command at first, and which of them is looked for. */
    @Override
    public List<String> execute(CommandSession session, List<Object> arguments) {
        int index = Integer.parseInt(arguments.get(2).toString());
        List<String> words = ((List<?>) arguments.get(1))
                .subList(1, index).stream().map(String::valueOf).toList();
        return commands.next(arguments.get(0).toString(), words);
    }
}
