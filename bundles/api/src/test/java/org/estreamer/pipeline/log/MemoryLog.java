package org.estreamer.pipeline.log;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.estreamer.record.RecordGroup;

/** The log of one session in memory. Guarded by its {@link MemoryEventLog}. */
final class MemoryLog {
    private static final int MOST_AT_ONCE = 100;
    private static final long LATEST = 3_600;

    /** A record with what a batch says of it. */
    private record Entry(Record record, Instant arrival, int epoch) {}

    /** Somebody waits until everything before a number is durable. */
    private record Waiting(long number, CompletableFuture<Void> done) {}

    String server;
    final long id;
    /** Host and port of who was asked last. */
    String address = "";
    /** Whoever opened it last; all others are fenced. */
    MemoryWriter writer;
    /** What was asked for last, and from when the first connection began; 0 where that was not "now". */
    String request = "";

    long started;
    /** Whether a plugin has been given a record. */
    boolean given;

    private final NavigableMap<Long, Entry> entries = new TreeMap<>();
    private final List<LogGap> gaps = new ArrayList<>();
    /** The first number of every epoch. */
    private final List<Long> epochs = new ArrayList<>(List.of(0L));

    private final List<Waiting> waiting = new ArrayList<>();
    private long end;
    private Instant lastArrival = Instant.MIN;

    MemoryLog(String server, long id) {
        this.server = server;
        this.id = id;
    }

    long end() {
        return end;
    }

    boolean isBegun() {
        return end > 0 || !request.isEmpty();
    }

    long oldest() {
        return entries.isEmpty() ? end : entries.firstKey();
    }

    /** Whether there is anything but metadata. */
    boolean hasEvents() {
        return entries.values().stream().anyMatch(entry -> entry.record().group() != RecordGroup.METADATA);
    }

    Instant arrival(long number) {
        return entries.containsKey(number) ? entries.get(number).arrival() : null;
    }

    void append(List<Record> records, Instant now) {
        lastArrival = now.isAfter(lastArrival) ? now : lastArrival;
        for (Record record : records) {
            entries.put(end++, new Entry(record, lastArrival, epochs.size() - 1));
        }
    }

    /** The records from a place on, with the gap before them; null if there are none yet. */
    LogBatch read(long place) {
        Long first = entries.ceilingKey(place);
        if (first == null) {
            return null;
        }
        Entry entry = entries.get(first);
        List<Record> records = new ArrayList<>();
        for (long number = first; records.size() < MOST_AT_ONCE && continues(number, entry); number++) {
            records.add(entries.get(number).record());
        }
        LogBatch batch = new LogBatch(id, entry.epoch(), first, entry.arrival(), new RecordBatch(server, records));
        return first == place ? batch : batch.behind(missed(place, first));
    }

    private boolean continues(long number, Entry first) {
        Entry entry = entries.get(number);
        return entry != null
                && entry.epoch() == first.epoch()
                && entry.arrival().equals(first.arrival());
    }

    private LogGap missed(long first, long next) {
        List<LogGap> inside = gaps.stream()
                .filter(gap -> gap.first() < next && gap.next() > first)
                .toList();
        LogGap last = inside.get(inside.size() - 1);
        return new LogGap(first, next, inside.get(0).from(), last.to(), last.reason());
    }

    /** Records are gone. */
    void lose(long first, long next, LogGap.Reason reason) {
        Map<Long, Entry> gone = entries.subMap(first, next);
        if (gone.isEmpty()) {
            return;
        }
        List<Entry> inOrder = List.copyOf(gone.values());
        Instant to = inOrder.get(inOrder.size() - 1).arrival();
        gaps.add(new LogGap(first, next, inOrder.get(0).arrival(), to, reason));
        gone.clear();
    }

    /** The end goes back, and a new epoch begins. */
    void cutBack(long number) {
        entries.tailMap(number, true).clear();
        end = number;
        epochs.add(number);
        waiting.stream()
                .filter(one -> one.number() > number)
                .forEach(one -> one.done().completeExceptionally(notDurable(one.number())));
        waiting.removeIf(one -> one.number() > number);
    }

    private IOException notDurable(long number) {
        return new IOException("record " + (number - 1) + " of " + server + " is not in the log any more");
    }

    CompletableFuture<Void> durable(long number, boolean held) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (number > end) {
            done.completeExceptionally(notDurable(number));
        } else if (held) {
            waiting.add(new Waiting(number, done));
        } else {
            done.complete(null);
        }
        return done;
    }

    int waitingCount() {
        return waiting.size();
    }

    /** Takes everything that is held back. */
    List<CompletableFuture<Void>> heldBack() {
        List<CompletableFuture<Void>> held = waiting.stream().map(Waiting::done).toList();
        waiting.clear();
        return held;
    }

    /** Finds the place of a position, wherever it is from. */
    Placement place(LogPosition position) {
        if (position.log() != id) {
            return new Placement(
                    since(position.second() - LATEST), false, "its position is of another log: some come twice");
        }
        boolean unknown = position.epoch() >= epochs.size();
        if (unknown || (position.epoch() + 1 == epochs.size() && position.number() > end)) {
            while (epochs.size() <= position.epoch() + 1) {
                epochs.add(end);
            }
            return new Placement(Math.min(position.number(), end), false, "its position is behind the end of the log");
        }
        long bound =
                epochs.subList(position.epoch() + 1, epochs.size()).stream().reduce(end, Math::min);
        return position.number() <= bound
                ? new Placement(position.number(), false, "")
                : new Placement(bound, false, "its position is beyond the end of its epoch: it goes on from there");
    }

    private long since(long second) {
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue().record().archiveTimestamp() >= second)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(end);
    }

    /** Where a place begins. */
    long start(LogStart start) {
        return switch (start.kind()) {
            case DEFAULT -> given ? end : oldest();
            case OLDEST -> oldest();
            case NOW -> end;
            case AT ->
                entries.entrySet().stream()
                        .filter(entry -> !entry.getValue().arrival().isBefore(start.instant()))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(end);
        };
    }

    /** The third-lowest archival second of the last fifteen records that have one; 0 for none. */
    long watermark() {
        long[] seconds = entries.descendingMap().values().stream()
                .mapToLong(entry -> entry.record().archiveTimestamp())
                .filter(second -> second > 0)
                .limit(15)
                .sorted()
                .toArray();
        return seconds.length == 0 ? 0 : seconds[Math.min(2, seconds.length - 1)];
    }

    Instant lastArrival() {
        return lastArrival;
    }

    /** How often each record from a second on is there, by its digest. Metadata take no part. */
    Map<Long, Integer> digests(long second) {
        Map<Long, Integer> counts = new HashMap<>();
        entries.values().stream()
                .map(Entry::record)
                .filter(record -> record.group() != RecordGroup.METADATA && record.archiveTimestamp() >= second)
                .forEach(record -> counts.merge(record.digest(), 1, Integer::sum));
        return counts;
    }

    int bytes(long from) {
        return entries.tailMap(from).values().stream()
                .flatMapToInt(entry -> IntStream.of(entry.record().messageLength()))
                .sum();
    }
}
