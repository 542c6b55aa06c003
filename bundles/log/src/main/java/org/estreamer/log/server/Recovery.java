package org.estreamer.log.server;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.StreamCorruptedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.estreamer.log.segment.BatchHeader;
import org.estreamer.log.segment.Disk;
import org.estreamer.log.segment.SegmentHeader;
import org.estreamer.log.segment.SegmentInput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what a log holds after a stop, of whatever kind. Only what was not durable for certain can be torn: that is looked at
 * batch by batch, and so is the newest segment.
 *
 * <pre>
 *   | durable for certain, some batch says so |            |
 *        bad bytes here are damage:             bad bytes here are a torn tail:
 *        told, passed over by number            cut off, with all that stands behind them
 * </pre>
 */
final class Recovery {
    static final String ENDING = ".log";

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Path folder;
    private final String server;
    private final Disk disk;
    private final List<Segment> segments = new ArrayList<>();
    private boolean cut;

    /** A batch that is sound, and where it is. */
    private record Found(int segment, long end, BatchHeader header) {}

    private Recovery(Path folder, String server, Disk disk) {
        this.folder = folder;
        this.server = server;
        this.disk = disk;
    }

    /**
     * What was found.
     *
     * @param segments the oldest first
     * @param cut      whether a torn tail was cut off
     */
    record Result(List<Segment> segments, boolean cut) {}

    /**
     * Looks at the files of a log, and cuts off a torn tail.
     *
     * @throws IOException if they cannot be read or cut
     */
    static Result of(Path folder, String server, Disk disk) throws IOException {
        Recovery recovery = new Recovery(folder, server, disk);
        recovery.open();
        if (!recovery.segments.isEmpty()) {
            recovery.check();
        }
        return new Result(recovery.segments, recovery.cut);
    }

    private void open() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
                add(new Segment(file, SegmentHeader.read(in), in.length()));
            } catch (StreamCorruptedException e) {
                leaveOut(file, file.equals(files.get(files.size() - 1)), e);
            }
        }
    }

    private void add(Segment segment) {
        if (!segments.isEmpty()) {
            segments.get(segments.size() - 1).sealedBy(segment.header);
        }
        segments.add(segment);
    }

    private void leaveOut(Path file, boolean newest, IOException why) throws IOException {
        if (newest && !hasBatch(file)) {
            Files.delete(file); // not even its header reached the disk
            return;
        }
        Path aside = file.resolveSibling(file.getFileName() + ".damaged");
        Files.move(file, aside);
        LOG.error(
                "The log of server {} has a damaged segment: {}: {}. It is kept as {}, and its records are passed over",
                server,
                file,
                why.getMessage(),
                aside.getFileName());
    }

    private static boolean hasBatch(Path file) throws IOException {
        return Files.size(file) > SegmentInput.LONGEST_HEADER;
    }

    private void check() throws IOException {
        Segment newest = segments.get(segments.size() - 1);
        int from = segments.size() - 1;
        while (from > 0 && segments.get(from).first() > newest.header.durable()) {
            from--;
        }
        List<Found> found = new ArrayList<>();
        long durable = newest.header.durable();
        for (int i = from; i < segments.size(); i++) {
            durable = Math.max(durable, scan(i, found));
        }
        long expected = segments.get(from).first();
        int good = 0;
        while (good < found.size() && follows(found.get(good), expected, durable)) {
            expected = found.get(good++).header.next();
        }
        settle(from, found.subList(0, good), expected);
    }

    /** The batches of a segment; says what the last of them say is durable. */
    private long scan(int index, List<Found> found) throws IOException {
        long durable = 0;
        try (SegmentInput in = new SegmentInput(segments.get(index).path)) {
            for (BatchHeader header = in.next(); header != null; header = in.next()) {
                long end = in.offset();
                if (in.messages() != null) {
                    found.add(new Found(index, end, header));
                    durable = Math.max(durable, header.durable());
                }
            }
        }
        return durable;
    }

    /** Whether a batch belongs to the log: it is the next one, or what is missing before it is damage of what was durable. */
    private boolean follows(Found batch, long expected, long durable) {
        long first = batch.header.first();
        if (first > expected && expected < durable) {
            LOG.error(
                    "The log of server {} is damaged in or before {}: records {} to {} are passed over",
                    server,
                    segments.get(batch.segment).path,
                    expected,
                    first - 1);
            return true;
        }
        return first == expected;
    }

    /** Keeps the segments up to the one with the last good batch, and one that was only begun behind it. */
    private void settle(int from, List<Found> good, long end) throws IOException {
        int last = good.isEmpty() ? from : good.get(good.size() - 1).segment;
        if (last + 1 < segments.size() && segments.get(last + 1).first() == end) {
            last++;
        }
        while (segments.size() > last + 1) {
            Files.delete(segments.remove(segments.size() - 1).path);
            cut = true;
        }
        Segment old = segments.get(last);
        Segment newest = new Segment(old.path, old.header, headerBytes(old.path));
        for (Found batch : good) {
            if (batch.segment == last) {
                newest.add(batch.header, batch.end);
            }
        }
        segments.set(last, newest);
        cutTail(newest);
    }

    private static long headerBytes(Path path) throws IOException {
        try (SegmentInput in = new SegmentInput(path)) {
            return in.start();
        }
    }

    private void cutTail(Segment segment) throws IOException {
        try (RandomAccessFile file = disk.open(segment.path)) {
            if (file.length() > segment.bytes) {
                LOG.warn(
                        "The log of server {} ends in a torn batch: the last {} bytes of {} are cut off. The server sends them"
                                + " again",
                        server,
                        file.length() - segment.bytes,
                        segment.path);
                file.setLength(segment.bytes);
                cut = true;
            }
            // what a killed process has written may be on no disk yet
            disk.force(file);
        }
    }
}
