package org.estreamer.shell.live;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.estreamer.pipeline.delivery.Dispatcher;
import org.estreamer.pipeline.delivery.PluginStatus;
import org.estreamer.pipeline.delivery.ReplayStatus;
import org.estreamer.pipeline.log.LogSpan;
import org.estreamer.pipeline.log.LogTime;
import org.estreamer.shell.command.Command;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.Options;
import org.estreamer.shell.command.Streams;
import org.estreamer.shell.command.Synopsis;
import org.estreamer.shell.command.Time;
import org.estreamer.shell.command.UsageFault;
import org.estreamer.shell.text.Figures;
import org.estreamer.shell.text.TextTable;

/** {@code replay}: gives a plugin records again, beside its live stream. */
public final class ReplayCommand implements Command {
    private static final String LIST = "list";
    private static final String CANCEL = "cancel";

    private final Services services;
    private final Time time;

    ReplayCommand(Services services, Time time) {
        this.services = services;
        this.time = time;
    }

    @Override
    public Synopsis synopsis() {
        return Synopsis.of(
                "replay",
                "gives a plugin records again that have arrived, or by the server's time were archived, between two moments",
                "PLUGIN --from TIME [--to TIME] [--archived] [--yes]",
                LIST,
                CANCEL + " PLUGIN");
    }

    @Override
    public List<String> next(List<String> words) {
        List<String> plugins =
                services.plugins().stream().map(PluginStatus::name).toList();
        if (words.isEmpty()) {
            return Stream.concat(Stream.of(LIST, CANCEL), plugins.stream()).toList();
        }
        if (words.get(0).equals(CANCEL)) {
            return words.size() == 1 ? plugins : List.of();
        }
        return words.get(0).equals(LIST) ? List.of() : List.of("--from", "--to", "--archived", "--yes");
    }

    @Override
    public int run(List<String> words, Streams streams) throws UsageFault {
        Options options = Options.parse(words, List.of("from=", "to=", "archived", "yes"));
        List<String> operands = options.operands();
        Dispatcher dispatcher = services.dispatcher();
        if (dispatcher == null) {
            streams.err()
                    .println("estreamer: there is nobody who gives records to plugins: look into what the program"
                            + " has written for a bundle that failed");
            return ExitStatus.FAILED;
        }
        boolean bare = options.values().isEmpty();
        if (bare && operands.equals(List.of(LIST))) {
            list(dispatcher).forEach(streams.out()::println);
            return ExitStatus.OK;
        }
        try {
            return bare && operands.size() == 2 && operands.get(0).equals(CANCEL)
                    ? cancel(dispatcher, operands.get(1), streams)
                    : begin(dispatcher, one(operands), options.values(), streams);
        } catch (IOException | IllegalArgumentException e) {
            streams.err().println("estreamer: " + TextTable.harmless(e.getMessage()));
            return ExitStatus.FAILED;
        }
    }

    private static String one(List<String> operands) throws UsageFault {
        if (operands.size() != 1) {
            throw new UsageFault("replay takes the name of one plugin, or " + LIST + ", or " + CANCEL + " PLUGIN");
        }
        return operands.get(0);
    }

    private int begin(Dispatcher dispatcher, String plugin, Map<String, String> values, Streams streams)
            throws UsageFault, IOException {
        LogSpan span = span(values);
        if (isExactlyOnce(dispatcher, plugin) && !values.containsKey("yes")) {
            streams.err()
                    .println("estreamer: " + TextTable.harmless(plugin)
                            + " has each record exactly once, and would have these records twice; if that is what you want, say"
                            + " it again with --yes");
            return ExitStatus.FAILED;
        }
        dispatcher.replay(plugin, span);
        streams.out().println(TextTable.harmless(plugin) + " gets records again: " + words(span));
        tellMissing(span, streams);
        return ExitStatus.OK;
    }

    private LogSpan span(Map<String, String> values) throws UsageFault {
        if (!values.containsKey("from")) {
            throw new UsageFault("replay needs --from TIME: " + LogTime.FORMS);
        }
        Instant now = time.now();
        Instant from = moment("from", values.get("from"), now);
        if (from.isAfter(now) && !values.containsKey("archived")) {
            throw new UsageFault("--from " + values.get("from") + " is still to come, so nothing has arrived since");
        }
        Instant to = values.containsKey("to") ? moment("to", values.get("to"), now) : Instant.MAX;
        requireOrder(values, from, to);
        return new LogSpan(from, to, values.containsKey("archived"), Instant.MAX);
    }

    /** Makes sure that something is between the moments that {@code from} and {@code to} name. */
    public static void requireOrder(Map<String, String> values, Instant from, Instant to) throws UsageFault {
        if (!from.isBefore(to)) {
            throw new UsageFault("--from " + values.get("from") + " is not before --to " + values.get("to")
                    + ", so there is nothing between them: --from takes the earlier moment");
        }
    }

    /** A moment that an option names. */
    public static Instant moment(String option, String text, Instant now) throws UsageFault {
        try {
            return LogTime.parse(text, now);
        } catch (IllegalArgumentException e) {
            throw new UsageFault("--" + option + " " + e.getMessage());
        }
    }

    private static boolean isExactlyOnce(Dispatcher dispatcher, String plugin) {
        return dispatcher.plugins().stream()
                .anyMatch(one -> one.name().equals(plugin) && one.delivery().equals(PluginStatus.EXACTLY_ONCE));
    }

    /** What is not in the logs any more cannot be given. */
    private void tellMissing(LogSpan span, Streams streams) {
        services.logs().stream()
                .filter(log -> !span.archived() && log.oldest() > 0 && log.oldestArrival() != null)
                .filter(log -> log.oldestArrival().isAfter(span.from()))
                .forEach(log -> streams.out()
                        .println("the log of server " + TextTable.harmless(log.server())
                                + " begins with what arrived at " + Figures.moment(log.oldestArrival())
                                + ": what came before is not there any more"));
    }

    private static int cancel(Dispatcher dispatcher, String plugin, Streams streams) throws IOException {
        boolean cancelled = dispatcher.cancelReplay(plugin);
        streams.out()
                .println(TextTable.harmless(plugin)
                        + (cancelled
                                ? " gets no more records again; what it was given stays with it"
                                : " has no replay"));
        return cancelled ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private static List<String> list(Dispatcher dispatcher) {
        List<ReplayStatus> replays = dispatcher.replays();
        if (replays.isEmpty()) {
            return List.of("no replays");
        }
        TextTable table = new TextTable()
                .left("plugin")
                .left("records")
                .left("state")
                .left("come to")
                .right("given")
                .right("lost")
                .left("note");
        for (ReplayStatus replay : replays) {
            table.row(
                    replay.plugin(),
                    words(replay.span()),
                    Overview.word(replay.state()),
                    Optional.ofNullable(replay.at()).map(Figures::moment).orElse(""),
                    Figures.count(replay.records()),
                    Figures.count(replay.lost()),
                    replay.reason());
        }
        return table.lines();
    }

    private static String words(LogSpan span) {
        return (span.archived() ? "archived from " : "arrived from ")
                + span.from()
                + (span.to().equals(Instant.MAX) ? " on" : " to " + span.to());
    }
}
