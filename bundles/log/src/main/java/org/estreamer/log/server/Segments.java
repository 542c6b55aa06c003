package org.estreamer.log.server;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.estreamer.log.resume.LoggedSegment;
import org.estreamer.log.resume.StreamTime;
import org.estreamer.log.segment.BatchHeader;
import org.estreamer.log.segment.SegmentHeader;
import org.estreamer.log.segment.SegmentInput;
import org.estreamer.log.segment.SegmentOutput;
import org.estreamer.log.segment.SegmentState;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;

/**
 * The files of one log, the oldest first. The newest is open for writing; one that is full is closed once the disk has it.
 * Guarded by its log.
 */
final class Segments implements Closeable {
    private static final int GONE = 1_000;

    private final Path folder;
    private final String server;
    private final Surroundings around;
    private final List<Segment> segments;
    private final List<SegmentOutput> full = new ArrayList<>();
    /** What has gone since this process began, for who asks when its records arrived. */
    private final Deque<Segment> gone = new ArrayDeque<>();

    private SegmentOutput output;
    private long sizeWithoutNewest;
    private int spills;
    private long start;
    private String request = "";
    private String address = "";

    /** Goes on with what was found; begins where nothing was. */
    Segments(Path folder, String server, Surroundings around, Recovery.Result found) throws IOException {
        this.folder = folder;
        this.server = server;
        this.around = around;
        this.segments = new ArrayList<>(found.segments());
        if (segments.isEmpty()) {
            begin(new SegmentHeader(newId(), 1, 0, now(), 0, 0, 0, SegmentState.NONE, SegmentHeader.NONE));
        } else {
            SegmentState state = newest().header.state();
            start = state.start();
            request = state.request();
            address = state.address();
            open();
            openUnforced(found.durable());
        }
    }

    /** Files before the newest that the disk may not have all of. */
    private void openUnforced(long durable) throws IOException {
        for (Segment segment : segments.subList(0, segments.size() - 1)) {
            if (segment.next > durable) {
                full.add(SegmentOutput.goOn(segment.path, around.disk(), segment.bytes));
            }
        }
    }

    private static long newId() {
        long id = ThreadLocalRandom.current().nextLong();
        return id == 0 ? 1 : id;
    }

    private void open() throws IOException {
        output = SegmentOutput.goOn(newest().path, around.disk(), newest().bytes);
        sizeWithoutNewest =
                segments.stream().mapToLong(segment -> segment.bytes).sum() - newest().bytes;
    }

    /** Where they lie. */
    Path folder() {
        return folder;
    }

    long id() {
        return newest().header.log();
    }

    Segment newest() {
        return segments.get(segments.size() - 1);
    }

    Segment oldest() {
        return segments.get(0);
    }

    long end() {
        return newest().next;
    }

    /** What all take on the disk. */
    long bytes() {
        return sizeWithoutNewest + newest().bytes;
    }

    List<Segment> all() {
        return List.copyOf(segments);
    }

    /** The one with a number in it, or the first behind it. */
    Optional<Segment> at(long number) {
        int low = 0;
        int high = segments.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (segments.get(middle).next <= number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < segments.size() ? Optional.of(segments.get(low)) : Optional.empty();
    }

    /** The number at which an epoch ended, or where the log ends if it has not. */
    long endOf(int epoch) {
        return segments.stream()
                .filter(segment -> segment.header.epoch() > epoch)
                .mapToLong(Segment::first)
                .findFirst()
                .orElse(end());
    }

    /** Never earlier than before, whoever sets the clock. */
    private long now() {
        long now = around.clock().millis();
        return segments.isEmpty() ? now : Math.max(now, newest().newestArrival);
    }

    /** What was asked for when the newest segment was begun, and of whom; empty for a log that nobody has written. */
    String request() {
        return request;
    }

    /** The second from which the first connection began, where its start was "now"; 0 if it was not. */
    long start() {
        return start;
    }

    /** Host and port of the server; empty where nobody was asked yet. */
    String address() {
        return address;
    }

    void requested(long from, String asked, String of, StreamTime time) throws IOException {
        roll(newest().header.epoch(), newest().header.durable(), time, time.state(from, asked, of));
        start = from;
        request = asked;
        address = of;
    }

    /** Numbers from here on belong to another epoch. */
    void beginEpoch(int epoch, StreamTime time) throws IOException {
        roll(epoch, newest().header.durable(), time, time.state(start, request, address));
    }

    private void roll(int epoch, long durable, StreamTime time, SegmentState state) throws IOException {
        Segment last = newest();
        SegmentHeader header = new SegmentHeader(
                id(),
                epoch,
                last.next,
                now(),
                durable,
                last.isEmpty() ? last.header.oldestBefore() : last.oldestSecond,
                last.isEmpty() ? last.header.newestBefore() : last.newestSecond,
                state,
                last.isEmpty() ? last.header.before() : last.first());
        begin(header);
        time.segmentBegun();
    }

    /** Begins a segment; an empty one is replaced. */
    private void begin(SegmentHeader header) throws IOException {
        Path path = folder.resolve(Recovery.name(header.first()));
        SegmentOutput before = output;
        try {
            if (before != null) {
                before.trim(); // nobody looks at its end again
            }
            output = SegmentOutput.create(path, around.disk(), header);
        } catch (IOException e) {
            throw new DiskException("cannot begin " + path + ": " + e.getMessage(), e);
        }
        boolean replaced = !segments.isEmpty() && newest().isEmpty();
        if (replaced) {
            segments.remove(segments.size() - 1);
        } else if (before != null) {
            full.add(before);
            sizeWithoutNewest += newest().bytes;
        }
        segments.add(new Segment(path, header, output.size()));
        if (replaced) {
            before.close();
        }
    }

    /**
     * Appends records.
     *
     * @param durable what is on the disk for certain
     * @param time    where the server is, without these records
     * @return the batch they are in
     * @throws DiskException if the disk does not take them; nothing of them counts
     */
    LogBatch append(RecordBatch records, long durable, StreamTime time) throws IOException {
        Segment segment = newest();
        if (!segment.isEmpty()
                && segment.bytes + BatchHeader.BYTES + records.length()
                        > around.limits().segmentBytes()) {
            roll(segment.header.epoch(), durable, time, time.state(start, request, address));
            segment = newest();
        }
        BatchHeader header = header(records, segment.next, durable, time.history());
        try {
            output.append(header, records.bytes(), records.offset());
        } catch (IOException e) {
            throw new DiskException(
                    "cannot write " + segment.path + ": " + e.getMessage() + ". It is tried again every second", e);
        }
        segment.add(header, output.size());
        return new LogBatch(
                id(), segment.header.epoch(), header.first(), Instant.ofEpochMilli(header.arrival()), records);
    }

    private BatchHeader header(RecordBatch records, long first, long durable, boolean history) {
        long oldest = Long.MAX_VALUE;
        long newestSecond = 0;
        for (int i = 0; i < records.size(); i++) {
            Record record = records.get(i);
            long second = record.archiveTimestamp();
            if (second > 0) {
                oldest = Math.min(oldest, second);
                newestSecond = Math.max(newestSecond, second);
            }
        }
        return new BatchHeader(
                records.length(),
                BatchHeader.checksum(records.bytes(), records.offset(), records.length()),
                first,
                now(),
                records.size(),
                newestSecond == 0 ? 0 : oldest,
                newestSecond,
                history,
                durable);
    }

    /** The files that the disk may not have all of yet. */
    List<SegmentOutput> unforced() {
        return Stream.concat(full.stream(), Stream.of(output)).toList();
    }

    /** The disk has files: gives back those of them that need not stay open. */
    List<SegmentOutput> forced(List<SegmentOutput> files) {
        List<SegmentOutput> done = new ArrayList<>(files);
        done.retainAll(full);
        full.removeAll(done);
        return done;
    }

    /** Cuts off what has a number or a later one. May be tried again. */
    void cut(long number) throws IOException {
        close();
        while (segments.size() > 1 && newest().first() >= number) {
            Files.deleteIfExists(newest().path);
            segments.remove(segments.size() - 1);
        }
        Segment old = newest();
        Segment cut;
        try (SegmentInput in = new SegmentInput(old.path)) {
            cut = new Segment(old.path, old.header, in.start());
            for (BatchHeader header = in.next(); header != null && header.next() <= number; header = in.next()) {
                cut.add(header, in.offset());
            }
        }
        cut.next = Math.max(number, cut.first()); // also where the last batches before it cannot be read
        segments.set(segments.size() - 1, cut);
        open();
        output.trim();
    }

    /** Deletes the oldest; the newest never goes. */
    void removeOldest() throws IOException {
        Segment oldest = segments.get(0);
        Files.deleteIfExists(oldest.path);
        segments.remove(0);
        sizeWithoutNewest -= oldest.bytes;
        gone.add(oldest);
        if (gone.size() > GONE) {
            gone.remove();
        }
    }

    /** When a record arrived that is here or has gone, as near as is known. */
    Instant arrivalOf(long number) {
        return Stream.concat(gone.stream(), segments.stream())
                .filter(segment -> segment.next > number)
                .findFirst()
                .orElseGet(this::newest)
                .arrivalOf(number);
    }

    /** Where the server has come to, by what is in the newest segment. */
    StreamTime streamTime() throws IOException {
        StreamTime time = new StreamTime(
                around.limits().reorderSeconds(),
                around.nanoTime(),
                newest().header.state());
        try (SegmentInput in = new SegmentInput(newest().path)) {
            for (BatchHeader header = in.next(); header != null && header.first() < end(); header = in.next()) {
                byte[] messages = in.messages();
                if (messages != null) {
                    time.restore(around.codec().records(server, messages, 0, messages.length), header.history());
                }
            }
        }
        return time;
    }

    /** What is here, up to a number, for who looks at it later. */
    List<LoggedSegment> asOf(long end) {
        return segments.stream().map(segment -> segment.asOf(end)).toList();
    }

    boolean has(Path segment) {
        return segments.stream().anyMatch(one -> one.path.equals(segment));
    }

    /** A file for what finds no room in memory; a writer that was shut out may still be busy with its own. */
    Path spill() {
        return folder.resolve("repetition-" + spills++ + Recovery.TEMPORARY);
    }

    @Override
    public void close() throws IOException {
        for (SegmentOutput one : full) {
            one.close();
        }
        full.clear();
        output.close();
    }
}
