package org.estreamer.shell;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.estreamer.shell.check.CheckCommand;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.Options;
import org.estreamer.shell.command.Streams;
import org.estreamer.shell.command.Time;
import org.estreamer.shell.command.UsageFault;
import org.estreamer.shell.configured.ConfiguredSessions;
import org.estreamer.shell.decode.DecodeCommand;
import org.estreamer.shell.demo.DemoCommand;
import org.estreamer.shell.demo.DemoLines;
import org.estreamer.shell.demo.DemoPlaces;
import org.estreamer.shell.demo.DemoScreen;
import org.estreamer.shell.demo.DemoView;
import org.estreamer.shell.demo.Terminal;
import org.estreamer.shell.live.Gauges;
import org.estreamer.shell.live.OperatorFolders;
import org.estreamer.shell.live.RecordCounts;
import org.estreamer.shell.live.Services;
import org.estreamer.shell.run.RunCommand;
import org.estreamer.shell.run.Supervision;
import org.estreamer.shell.text.TextTable;

/** What the launcher was asked to do, as framework properties tell it. */
final class CommandLine {
    private final UnaryOperator<String> property;
    private final Services services;
    private final Time time;
    private final Streams streams;
    private final Supplier<RecordCounts> counter;
    private final OperatorFolders folders;
    private final ConfiguredSessions configured;

    /**
     * Makes the command line.
     *
     * @param property gives framework properties; null for those that are not set
     * @param counter  gives a counter that sees the records
     */
    CommandLine(
            UnaryOperator<String> property,
            Services services,
            Time time,
            Streams streams,
            Supplier<RecordCounts> counter) {
        this.property = property;
        this.services = services;
        this.time = time;
        this.streams = streams;
        this.counter = counter;
        this.folders = OperatorFolders.from(property);
        this.configured = new ConfiguredSessions(services, folders.etc());
    }

    /** The command; empty where there is none. */
    String command() {
        return Optional.ofNullable(property.apply("estreamer.command")).orElse("");
    }

    /** Carries the command out and returns an exit status. */
    int run() throws InterruptedException {
        List<String> words = words();
        try {
            return switch (command()) {
                case "decode" ->
                    new DecodeCommand(services, time, streams.in(), streams.raw(), streams.err()).run(words);
                case "check" ->
                    new CheckCommand(services, configured, time, Supervision.PATIENCE, streams.out(), streams.err())
                            .run(words);
                case "run" -> new RunCommand(supervision(Supervision.SETTLE, streams.err()::println), time).run(words);
                case "demo" -> demo(words);
                default -> throw new UsageFault("there is no command " + command());
            };
        } catch (UsageFault e) {
            say(e.getMessage());
            streams.err().println(usage());
            return ExitStatus.USAGE;
        }
    }

    /** Tells the operator something. */
    void say(String what) {
        streams.err().println("estreamer: " + TextTable.harmless(what));
    }

    private int demo(List<String> words) throws UsageFault, InterruptedException {
        if (!Options.parse(words, List.of()).operands().isEmpty()) {
            throw new UsageFault("demo takes no names");
        }
        DemoPlaces places = new DemoPlaces(services, folders);
        Terminal terminal = new Terminal(property, System.getenv()::get);
        DemoView view = terminal.redraws()
                ? new DemoScreen(streams, terminal::size, terminal.colours(), places)
                : new DemoLines(streams, places);
        // the simulator makes keys before it makes the session
        Supervision supervision = supervision(Supervision.PATIENCE, view::note);
        return new DemoCommand(new Gauges(services, time, counter.get()), supervision, view, time).run();
    }

    private Supervision supervision(Duration settle, Consumer<String> operator) {
        return new Supervision(services, configured, time, settle, operator);
    }

    private List<String> words() {
        String count = property.apply("estreamer.arg.count");
        return IntStream.range(0, count == null ? 0 : Integer.parseInt(count))
                .mapToObj(index -> Optional.ofNullable(property.apply("estreamer.arg." + index))
                        .orElse(""))
                .toList();
    }

    private String usage() {
        return switch (command()) {
            case "decode" -> DecodeCommand.USAGE;
            case "check" -> CheckCommand.USAGE;
            case "run" -> RunCommand.USAGE;
            case "demo" -> "usage: demo";
            default -> "commands: run, demo, decode, check";
        };
    }
}
