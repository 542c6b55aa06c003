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
    /** The ending of what is of no use after a stop. */
    static final String TEMPORARY = ".digests-tmp";

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final String ENDING = ".log";
    private static final String BEGUN = ".new";

    /** More than a segment can have seen. */
    private static final int EPOCHS_IN_DAMAGE = 1_000;

    private final Path folder;
    private final String server;
    private final Disk disk;
    private final List<Segment> segments = new ArrayList<>();
    private long durable;
    private boolean cut;
    private int damaged;

    /** A batch that is sound, or the beginning of a segment, which has no number behind the first. */
    private record Found(int segment, long first, long next, long end, BatchHeader header) {}

    private Recovery(Path folder, String server, Disk disk) {
        this.folder = folder;
        this.server = server;
        this.disk = disk;
    }

    /** The file of the segment whose first record has a number. */
    static String name(long first) {
        return String.format("%020d%s", first, ENDING);
    }

    /**
     * What was found.
     *
     * @param segments the oldest first
     * @param durable  what is on the disk for certain: every number before it. What a killed process has written behind it may
     *     be on no disk yet
     * @param epochs   by how many the epoch has to go on, because the end may have gone back; 0 where it has not
     */
    record Result(List<Segment> segments, long durable, int epochs) {}

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
        // nobody knows the epochs of segments that cannot be read
        int epochs = recovery.cut ? 1 + EPOCHS_IN_DAMAGE * recovery.damaged : 0;
        return new Result(recovery.segments, recovery.durable, epochs);
    }

    private void open() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.sorted().toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (name.endsWith(BEGUN) || name.endsWith(TEMPORARY)) {
                Files.delete(file);
            } else if (name.endsWith(ENDING)) {
                open(file);
            }
        }
    }

    private void open(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            SegmentHeader header = SegmentHeader.read(in);
            if (!file.getFileName().toString().equals(name(header.first()))) {
                throw new StreamCorruptedException("it begins with record " + header.first());
            }
            if (!segments.isEmpty()) {
                segments.get(segments.size() - 1).sealedBy(header);
            }
            segments.add(new Segment(file, header, in.length()));
            cut = false;
        } catch (StreamCorruptedException e) {
            if (isBlank(file)) {
                Files.delete(file); // begun right before a power cut: nothing of it was durable
                cut = true;
            } else {
                setAside(file, e);
            }
        }
    }

    /** Whether nothing of a file has reached the disk but its name, and perhaps its length. */
    private static boolean isBlank(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            return in.length() < Long.BYTES || in.readLong() == 0;
        }
    }

    private void setAside(Path file, IOException why) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + System.currentTimeMillis());
        Files.move(file, aside);
        damaged++;
        cut = true; // if it was the newest
        LOG.error(
                "The log of server {} has a damaged segment: {}: {}. It is kept as {}, and its records are passed over",
                server,
                file,
                why.getMessage(),
                aside.getFileName());
    }

    private void check() throws IOException {
        durable = newest().header.durable();
        int from = segments.size() - 1;
        while (from > 0 && segments.get(from).first() > durable) {
            from--;
        }
        List<Found> found = new ArrayList<>();
        for (int i = from; i < segments.size(); i++) {
            durable = Math.max(durable, scan(i, found));
        }
        long expected = segments.get(from).first();
        int good = 0;
        while (good < found.size() && follows(found.get(good), expected)) {
            expected = found.get(good++).next;
        }
        settle(found.subList(0, good));
        durable = Math.min(durable, newest().next);
    }

    private Segment newest() {
        return segments.get(segments.size() - 1);
    }

    /** The batches of a segment; says what they say is durable. */
    private long scan(int index, List<Found> found) throws IOException {
        Segment segment = segments.get(index);
        // what stands behind is what the disk should have cut off
        long limit = index + 1 < segments.size() ? segments.get(index + 1).first() : Long.MAX_VALUE;
        long stated = 0;
        try (SegmentInput in = new SegmentInput(segment.path)) {
            found.add(new Found(index, segment.first(), segment.first(), in.start(), null));
            for (BatchHeader header = in.next(); header != null; header = in.next()) {
                if (in.messages() != null && header.next() <= limit) {
                    found.add(new Found(index, header.first(), header.next(), in.offset(), header));
                    stated = Math.max(stated, header.durable());
                }
            }
        }
        return stated;
    }

    /** Whether something belongs to the log: it is the next, or what is missing before it is damage of what was durable. */
    private boolean follows(Found next, long expected) {
        if (next.first > expected && expected < durable) {
            LOG.error(
                    "The log of server {} is damaged in or before {}: records {} to {} are passed over",
                    server,
                    segments.get(next.segment).path,
                    expected,
                    next.first - 1);
            return true;
        }
        return next.first == expected;
    }

    /** Keeps what is good, which begins with the header of a segment. */
    private void settle(List<Found> good) throws IOException {
        int last = good.get(good.size() - 1).segment;
        while (segments.size() > last + 1) {
            LOG.warn(
                    "The log of server {} ends before {}, which is removed: the server sends again what was in it",
                    server,
                    newest().path);
            Files.delete(newest().path);
            segments.remove(segments.size() - 1);
            cut = true;
        }
        Segment newest = null;
        for (Found one : good) {
            if (one.header == null) {
                Segment begun = segments.get(one.segment);
                newest = new Segment(begun.path, begun.header, one.end);
            } else {
                newest.add(one.header, one.end);
            }
        }
        segments.set(last, newest);
        cutOff(newest);
    }

    private void cutOff(Segment newest) throws IOException {
        try (RandomAccessFile file = disk.open(newest.path)) {
            if (file.length() > newest.bytes) {
                LOG.warn(
                        "The log of server {} ends in a torn batch: the last {} bytes of {} are cut off. The server"
                                + " sends them again",
                        server,
                        file.length() - newest.bytes,
                        newest.path);
                file.setLength(newest.bytes);
                cut = true;
            }
        }
    }
}
