package org.estreamer.pipeline.log;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.estreamer.record.RecordBatch;

/**
 * A provider of {@link EventLog} in memory, for tests: it keeps the whole contract with nothing but maps, and lets a test do
 * what a disk does on a bad day.
 */
public final class MemoryEventLog implements EventLog {
    /** How far before the watermark a server is asked from. */
    static final int REORDER_SECONDS = 60;

    private final InstantSource clock;
    private final Map<String, MemoryLog> logs = new LinkedHashMap<>();
    private final Map<String, MemorySlot> slots = new LinkedHashMap<>();
    private final List<MemoryReader> readers = new ArrayList<>();
    private long ids;
    private long mostRecords = Long.MAX_VALUE;
    private boolean holdsDurable;

    /** A log on this machine's clock. */
    public MemoryEventLog() {
        this(InstantSource.system());
    }

    /** A log on a clock of the test's. */
    public MemoryEventLog(InstantSource clock) {
        this.clock = clock;
    }

    // --- what a test may do to it

    /** Appends records to the log of their server, as a session does whose server repeats nothing. */
    public synchronized void put(RecordBatch records) throws IOException, InterruptedException {
        try (LogWriter writer = write(records.server(), "")) {
            writer.append(records);
        }
    }

    /** The end of a log goes back, as after a disk that failed: a new epoch begins there. */
    public synchronized void cutBack(String server, long number) {
        MemoryLog log = log(server);
        log.cutBack(number);
        readers.forEach(reader -> reader.cutBack(server, number));
        if (log.writer != null) {
            log.writer.breakOff();
        }
        notifyAll();
    }

    /** The log has no room for what comes before a number. */
    public synchronized void lose(String server, long beforeNumber) {
        log(server).lose(0, beforeNumber, LogGap.Reason.RETENTION);
    }

    /** The bytes of some records are damaged. */
    public synchronized void damage(String server, long first, long next) {
        log(server).lose(first, next, LogGap.Reason.DAMAGE);
    }

    /** Another log takes the place of a server's, as where somebody deleted it. */
    public synchronized void delete(String server) {
        readers.removeIf(reader -> reader.reads(server));
        logs.remove(server);
        notifyAll();
    }

    /** How many records a log may keep for plugins. */
    public synchronized void limit(long records) {
        mostRecords = records;
        notifyAll();
    }

    /** Nothing becomes durable any more, until {@link #releaseDurable}. */
    public synchronized void holdDurable() {
        holdsDurable = true;
    }

    /** Everything that waits to become durable does. */
    public void releaseDurable() {
        List<CompletableFuture<Void>> held = new ArrayList<>();
        synchronized (this) {
            holdsDurable = false;
            logs.values().forEach(log -> held.addAll(log.heldBack()));
        }
        held.forEach(one -> one.complete(null));
    }

    /** How many readers wait for records of a log to become durable. */
    public synchronized int waiting(String server) {
        return log(server).waitingCount();
    }

    /** The process is killed: whoever reads or writes can do nothing any more, and what is in the log stays. */
    public synchronized void kill() {
        readers.clear();
        logs.values().forEach(log -> log.writer = null);
        notifyAll();
    }

    /** The plugins that have a place. */
    public synchronized List<String> kept() {
        return List.copyOf(slots.keySet());
    }

    /** The first record that a plugin has not finished. */
    public synchronized long place(String plugin, String server) {
        return slot(plugin).place(log(server));
    }

    // --- the contract

    @Override
    public synchronized LogWriter write(String server, String address) throws UnclaimedLogException {
        MemoryLog own = logs.get(server);
        if (!address.isEmpty() && (own == null || !own.isBegun())) {
            for (MemoryLog other : logs.values()) {
                if (other != own && other.writer == null && other.address.equals(address)) {
                    throw new UnclaimedLogException("log " + other.server + " is of " + address + " as well");
                }
            }
        }
        MemoryLog log = logs.computeIfAbsent(server, name -> new MemoryLog(name, ++ids));
        log.writer = new MemoryWriter(this, log, address);
        notifyAll();
        return log.writer;
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        MemoryLog log = unwritten(from);
        if (logs.containsKey(to) && unwritten(to).isBegun()) {
            throw new IOException("log " + to + " has records of its own");
        }
        logs.remove(from);
        logs.put(to, log);
        log.server = to;
        slots.values().forEach(slot -> slot.renamed(from, to));
        readers.forEach(reader -> reader.lost(from));
        notifyAll();
    }

    @Override
    public synchronized void forgetLog(String server) throws IOException {
        logs.remove(unwritten(server).server);
        slots.values().forEach(slot -> slot.forget(server));
        readers.forEach(reader -> reader.lost(server));
        notifyAll();
    }

    private MemoryLog unwritten(String server) throws IOException {
        MemoryLog log = logs.get(server);
        if (log == null || log.writer != null) {
            throw new IOException(log == null ? "there is no log " + server : "a session writes log " + server);
        }
        return log;
    }

    @Override
    public synchronized void keep(String plugin, LogStart start) {
        if (!slots.containsKey(plugin)) {
            MemorySlot slot = new MemorySlot(start);
            logs.values().forEach(slot::begin);
            slots.put(plugin, slot);
            notifyAll();
        }
    }

    @Override
    public synchronized LogReader read(String plugin, boolean mayLose) {
        keep(plugin, LogStart.DEFAULT);
        MemoryReader reader = new MemoryReader(this, plugin, mayLose);
        readers.add(reader);
        return reader;
    }

    @Override
    public synchronized LogHistory history(String server, LogSpan span, Optional<LogPosition> from) {
        MemoryLog log = logs.get(server);
        boolean another = log == null || (from.isPresent() && from.get().log() != log.id);
        return another
                ? null
                : new MemoryHistory(
                        this, log, span, from.map(LogPosition::number).orElse(-1L));
    }

    @Override
    public synchronized boolean forget(String plugin) {
        boolean forgotten = !isHere(plugin) && slots.remove(plugin) != null;
        notifyAll();
        return forgotten;
    }

    @Override
    public synchronized List<LogStatus> status() {
        return logs.values().stream().map(this::status).toList();
    }

    private LogStatus status(MemoryLog log) {
        return new LogStatus(
                log.server,
                log.oldest(),
                log.end(),
                log.arrival(log.oldest()),
                log.arrival(log.end() - 1),
                log.bytes(0),
                Long.MAX_VALUE,
                log.watermark(),
                log.writer == null ? "" : log.writer.heldBack(),
                slots.keySet().stream().anyMatch(plugin -> !isOurs(plugin) && isHere(plugin))
                        ? ""
                        : "no plugin reads it",
                slots.keySet().stream().map(plugin -> status(log, plugin)).toList());
    }

    private LogStatus.Reader status(MemoryLog log, String plugin) {
        MemorySlot slot = slots.get(plugin);
        long place = slot.place(log);
        Instant arrival = log.arrival(place);
        long seconds = arrival == null ? 0 : now().getEpochSecond() - arrival.getEpochSecond();
        return new LogStatus.Reader(
                plugin, isHere(plugin), place, log.end() - place, log.bytes(place), seconds, slot.lost);
    }

    @Override
    public synchronized LogCheck verify(String server) {
        MemoryLog log = logs.get(server);
        return log == null
                ? null
                : new LogCheck(1, log.end() - log.oldest(), log.end() - log.oldest(), log.bytes(0), List.of());
    }

    // --- for its writers and readers, which hold its monitor

    List<String> servers() {
        return List.copyOf(logs.keySet());
    }

    MemoryLog log(String server) {
        MemoryLog log = logs.get(server);
        if (log == null) {
            throw new IllegalArgumentException("there is no log of " + server);
        }
        return log;
    }

    MemorySlot slot(String plugin) {
        return slots.get(plugin);
    }

    Instant now() {
        return clock.instant();
    }

    CompletableFuture<Void> durable(String server, long number) {
        return log(server).durable(number, holdsDurable);
    }

    boolean isOpen(MemoryReader reader) {
        return readers.contains(reader);
    }

    void closed(MemoryReader reader) {
        readers.remove(reader);
    }

    void given(String plugin, LogBatch batch) {
        log(batch.server()).given |= !isOurs(plugin);
        if (batch.gap() != null) {
            slot(plugin).lost += batch.gap().count();
        }
    }

    /** Where an empty log is asked for from. */
    long firstAsked(long timestamp) {
        long oldest = slots.values().stream()
                .filter(slot -> slot.start.kind() == LogStart.Kind.AT)
                .mapToLong(slot -> slot.start.instant().getEpochSecond())
                .min()
                .orElse(timestamp);
        return Math.min(oldest, timestamp);
    }

    /** Whether there is room for more records: who is away or may lose some makes it, who is here and blocks does not. */
    boolean makeRoom(MemoryLog log, int more) {
        long needed = log.end() + more - mostRecords;
        if (mostRecords == Long.MAX_VALUE || needed <= log.oldest()) {
            return true;
        }
        boolean nobody = slots.keySet().stream().allMatch(MemoryEventLog::isOurs);
        boolean blocked = readers.stream()
                .filter(reader -> !reader.mayLose && !isOurs(reader.plugin))
                .anyMatch(reader -> slot(reader.plugin).place(log) < needed);
        if (nobody || blocked) {
            return false;
        }
        log.lose(log.oldest(), Math.min(needed, log.end()), LogGap.Reason.RETENTION);
        return true;
    }

    private boolean isHere(String plugin) {
        return readers.stream().anyMatch(reader -> reader.plugin.equals(plugin));
    }

    private static boolean isOurs(String plugin) {
        return plugin.startsWith(".");
    }
}
