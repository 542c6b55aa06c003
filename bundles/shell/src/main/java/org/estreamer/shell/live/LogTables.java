package org.estreamer.shell.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.estreamer.pipeline.log.LogStatus;
import org.estreamer.shell.text.Figures;
import org.estreamer.shell.text.TextTable;

/** What the shell shows of the logs, as lines. */
final class LogTables {
    private LogTables() {}

    /** A line for each log. */
    static List<String> status(List<Rated<LogStatus>> logs) {
        List<String> lines = new ArrayList<>();
        lines.add(Figures.count(logs.size(), "log"));
        TextTable table = new TextTable().left("").right("").right("").left("");
        for (Rated<LogStatus> rated : logs) {
            LogStatus log = rated.subject();
            table.row(
                    "  " + log.server(),
                    size(log),
                    Figures.rate(rated.perSecond()) + "/s",
                    String.join("; ", notes(log, holder(log).map(LogTables::delay))));
        }
        lines.addAll(Overview.rows(table));
        return lines;
    }

    /** The logs with everything there is to know of them, and below who has a place in them. */
    static List<String> all(List<Rated<LogStatus>> logs) {
        if (logs.isEmpty()) {
            return List.of("no logs");
        }
        List<String> lines = new ArrayList<>(logs(logs));
        if (logs.stream().anyMatch(log -> !log.subject().readers().isEmpty())) {
            lines.add("");
            lines.addAll(places(logs));
        }
        return lines;
    }

    private static List<String> logs(List<Rated<LogStatus>> logs) {
        TextTable table = new TextTable()
                .left("log")
                .right("oldest")
                .left("arrived")
                .right("newest")
                .left("arrived")
                .right("records/s")
                .right("size")
                .left("archive time")
                .left("note");
        for (Rated<LogStatus> rated : logs) {
            LogStatus log = rated.subject();
            boolean empty = log.oldest() == log.next();
            table.row(
                    log.server(),
                    empty ? "" : Figures.count(log.oldest()),
                    moment(log.oldestArrival()),
                    empty ? "" : Figures.count(log.next() - 1),
                    moment(log.newestArrival()),
                    Figures.rate(rated.perSecond()),
                    size(log),
                    log.watermark() == 0 ? "" : Figures.moment(Instant.ofEpochSecond(log.watermark())),
                    String.join("; ", notes(log, Optional.empty())));
        }
        return table.lines();
    }

    private static List<String> places(List<Rated<LogStatus>> logs) {
        TextTable table = new TextTable()
                .left("log")
                .left("plugin")
                .left("is")
                .right("behind")
                .right("bytes")
                .right("for")
                .right("lost")
                .left("note");
        for (Rated<LogStatus> rated : logs) {
            LogStatus log = rated.subject();
            Optional<LogStatus.Reader> holder = holder(log);
            for (LogStatus.Reader reader : log.readers()) {
                boolean holds =
                        holder.filter(one -> one.number() == reader.number()).isPresent();
                table.row(
                        log.server(),
                        reader.plugin(),
                        reader.here() ? "here" : "not here",
                        Figures.count(reader.records()),
                        Figures.bytes(reader.bytes()),
                        Figures.duration(Duration.ofSeconds(reader.seconds())),
                        Figures.count(reader.lost()),
                        holds ? "holds the log from record " + Figures.count(reader.number()) + " on" : "");
            }
        }
        return table.lines();
    }

    /** The plugin that is the furthest behind: what it has not finished cannot go. */
    private static Optional<LogStatus.Reader> holder(LogStatus log) {
        return log.readers().stream()
                .filter(reader -> reader.records() > 0)
                .min(Comparator.comparingLong(LogStatus.Reader::number));
    }

    private static String delay(LogStatus.Reader reader) {
        return reader.plugin() + (reader.here() ? "" : ", which is not here,") + " is behind by "
                + Figures.count(reader.records(), "record")
                + (reader.seconds() == 0 ? "" : ", " + Figures.duration(Duration.ofSeconds(reader.seconds())));
    }

    private static List<String> notes(LogStatus log, Optional<String> delay) {
        List<String> notes = new ArrayList<>();
        if (!log.heldBack().isEmpty()) {
            notes.add("held back: " + log.heldBack());
        }
        if (!log.warning().isEmpty()) {
            notes.add(log.warning());
        }
        delay.ifPresent(notes::add);
        return notes;
    }

    private static String size(LogStatus log) {
        return Figures.bytes(log.bytes()) + " of " + Figures.bytes(log.maxBytes());
    }

    private static String moment(Instant moment) {
        return moment == null ? "" : Figures.moment(moment);
    }
}
