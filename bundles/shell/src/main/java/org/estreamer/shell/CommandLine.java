package org.estreamer.shell;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.estreamer.shell.check.CheckCommand;
import org.estreamer.shell.check.OutputCheck;
import org.estreamer.shell.check.TrustCommand;
import org.estreamer.shell.command.Commands;
import org.estreamer.shell.command.Streams;
import org.estreamer.shell.command.Time;
import org.estreamer.shell.configured.ConfiguredSessions;
import org.estreamer.shell.decode.DecodeCommand;
import org.estreamer.shell.demo.DemoCommand;
import org.estreamer.shell.live.OperatorFolders;
import org.estreamer.shell.live.RecordCounts;
import org.estreamer.shell.live.Services;
import org.estreamer.shell.run.RunCommand;
import org.estreamer.shell.run.Supervision;
import org.estreamer.shell.text.TextTable;

/** What the launcher was asked to do, as framework properties tell it. */
final class CommandLine {
    private final UnaryOperator<String> property;
    private final Streams streams;
    private final Commands commands;

    /**
     * Makes the command line.
     *
     * @param property gives framework properties; null for those that are not set
     * @param outputs  tries what is configured beside the sessions
     * @param counter  gives a counter that sees the records
     */
    CommandLine(
            UnaryOperator<String> property,
            Services services,
            OutputCheck outputs,
            Time time,
            Streams streams,
            Supplier<RecordCounts> counter) {
        this.property = property;
        this.streams = streams;
        OperatorFolders folders = OperatorFolders.from(property);
        ConfiguredSessions configured = new ConfiguredSessions(services, folders.etc());
        this.commands = new Commands(List.of(
                new RunCommand(services, configured, time),
                new DemoCommand(services, configured, folders, time, property, counter),
                new DecodeCommand(services, time),
                new CheckCommand(services, configured, outputs, time, Supervision.PATIENCE),
                new TrustCommand(services, configured, time, Supervision.PATIENCE)));
    }

    /** The command; empty where there is none. */
    String command() {
        return Optional.ofNullable(property.apply("estreamer.command")).orElse("");
    }

    /** Carries the command out and returns an exit status. */
    int run() throws InterruptedException {
        return commands.run(command(), words(), streams);
    }

    /** Tells the operator something. */
    void say(String what) {
        streams.err().println("estreamer: " + TextTable.harmless(what));
    }

    private List<String> words() {
        String count = property.apply("estreamer.arg.count");
        return IntStream.range(0, count == null ? 0 : Integer.parseInt(count))
                .mapToObj(index -> Optional.ofNullable(property.apply("estreamer.arg." + index))
                        .orElse(""))
                .toList();
    }
}
