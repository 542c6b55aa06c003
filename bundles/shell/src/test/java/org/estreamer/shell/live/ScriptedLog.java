package org.estreamer.shell.live;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estreamer.pipeline.log.EventLog;
import org.estreamer.pipeline.log.LogCheck;
import org.estreamer.pipeline.log.LogHistory;
import org.estreamer.pipeline.log.LogPosition;
import org.estreamer.pipeline.log.LogReader;
import org.estreamer.pipeline.log.LogSpan;
import org.estreamer.pipeline.log.LogStart;
import org.estreamer.pipeline.log.LogStatus;
import org.estreamer.pipeline.log.LogWriter;

/** Logs that stand as they are told to. */
public final class ScriptedLog implements EventLog {
    private static final Instant ARRIVAL = Instant.parse("2026-01-31T10:00:00Z");

    final List<String> forgotten = new ArrayList<>();
    final Map<String, LogCheck> checks = new HashMap<>();
    private final List<LogStatus> logs = new ArrayList<>();
    private String fault = "";
    private List<String> faults = List.of();

    public ScriptedLog log(String server, long next, String heldBack, String warning, LogStatus.Reader... readers) {
        logs.removeIf(log -> log.server().equals(server));
        logs.add(new LogStatus(
                server,
                0,
                next,
                next == 0 ? null : ARRIVAL,
                next == 0 ? null : ARRIVAL.plusSeconds(3600),
                next * 400,
                8L << 30,
                next == 0 ? 0 : 1_700_000_000,
                heldBack,
                warning,
                List.of(readers)));
        return this;
    }

    /** Something is wrong with its settings. */
    public ScriptedLog misconfigured(String what) {
        faults = List.of(what);
        return this;
    }

    @Override
    public List<String> faults() {
        return faults;
    }

    public static LogStatus.Reader here(String plugin, long number, long records) {
        return new LogStatus.Reader(plugin, true, number, records, records * 400, 0, 0);
    }

    public static LogStatus.Reader gone(String plugin, long number, long records) {
        return new LogStatus.Reader(plugin, false, number, records, records * 400, 90, 11);
    }

    public void breaks(String what) {
        fault = what;
    }

    @Override
    public List<LogStatus> status() {
        return List.copyOf(logs);
    }

    @Override
    public boolean forget(String plugin) {
        return logs.stream()
                        .flatMap(log -> log.readers().stream())
                        .anyMatch(reader -> reader.plugin().equals(plugin) && !reader.here())
                && forgotten.add(plugin);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        failIfBroken();
        forgotten.add(from + " is " + to);
    }

    @Override
    public void forgetLog(String server) throws IOException {
        failIfBroken();
        forgotten.add("log " + server);
    }

    private void failIfBroken() throws IOException {
        if (!fault.isEmpty()) {
            throw new IOException(fault);
        }
    }

    @Override
    public LogCheck verify(String server) throws IOException {
        failIfBroken();
        return checks.get(server);
    }

    @Override
    public LogHistory history(String server, LogSpan span, Optional<LogPosition> from) {
        throw new UnsupportedOperationException("nothing is read here");
    }

    @Override
    public LogWriter write(String server, String address) {
        throw new UnsupportedOperationException("nothing is received here");
    }

    @Override
    public void keep(String plugin, LogStart start) {
        throw new UnsupportedOperationException("nothing is delivered here");
    }

    @Override
    public LogReader read(String plugin, boolean mayLose) {
        throw new UnsupportedOperationException("nothing is delivered here");
    }
}
