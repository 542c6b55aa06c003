package org.estreamer.log.resume;

import java.io.Closeable;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.estreamer.record.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows what a server repeats on a new connection: the records that were in the log when it began, by their digests, each as often
 * as the log has it. The digests are loaded minute by minute as the repetition reaches them, second by second where a minute has
 * too many; with what is newer than the log nothing is hashed. For one thread.
 *
 * <pre>
 *   archival minutes:   | spent | spent | in memory | in memory |  not loaded  |
 *                                            ^ the repetition is here           ^ newest in the log: new from here on
 * </pre>
 */
public final class Repetition implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Repetition.class);
    private static final long MINUTE = 60;

    private final DigestedLog log;
    private final List<DigestSource> sources = new ArrayList<>();
    private final DigestMemory memory;
    private final int mostInAMinute;
    private final SpillFile spill;
    private final TreeMap<Long, DigestSet> sets = new TreeMap<>();
    private final Set<Long> crowded = new HashSet<>();
    private DigestSet current;
    private long newest;
    private long left;

    /**
     * Makes one.
     *
     * @param memory        what all servers have together
     * @param mostInAMinute how many digests are loaded at once; with more, a minute is loaded by seconds
     * @param spill         a file for what finds no room in memory
     */
    public Repetition(DigestedLog log, DigestMemory memory, int mostInAMinute, Path spill) {
        this.log = log;
        this.memory = memory;
        this.mostInAMinute = mostInAMinute;
        this.spill = new SpillFile(spill);
    }

    /**
     * Adds what the log has. None of it is read before a record comes that may be in it.
     *
     * @param folder   where what is left of segments is that the log had
     * @param segments those that it has, the oldest first
     * @throws IOException if the folder cannot be read
     */
    public void add(Path folder, List<LoggedSegment> segments) throws IOException {
        Set<Path> there =
                segments.stream().map(segment -> DigestFile.of(segment.path())).collect(Collectors.toSet());
        // a process that was killed between the two may have left both a segment and its digests
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                if (DigestFile.isOne(file) && !there.contains(file)) {
                    addRemains(file);
                }
            }
        }
        for (LoggedSegment segment : segments) {
            add(new SegmentDigests(segment, log));
        }
    }

    /** Where they are damaged they are set aside. */
    private void addRemains(Path digests) throws IOException {
        try {
            DigestFile file = new DigestFile(digests);
            file.verify();
            add(file);
        } catch (NoSuchFileException e) {
            LOG.debug("{} was too old, and has gone meanwhile", digests);
        } catch (StreamCorruptedException e) {
            DigestFile.setAside(digests, e);
        }
    }

    private void add(DigestSource source) {
        if (source.newest() > 0) {
            sources.add(source);
            newest = Math.max(newest, source.newest());
        }
    }

    /** How many records were left out. */
    public long left() {
        return left;
    }

    /**
     * Whether a record is in the log already, and has not come again before.
     *
     * @throws IOException if the log cannot be read
     */
    public boolean repeats(Record record) throws IOException {
        long second = record.archiveTimestamp();
        if (second > newest || !SegmentDigests.isDigested(record)) {
            return false;
        }
        if (current == null || !current.holds(second)) {
            current = setFor(second);
        }
        if (current.isSpent() || !current.spend(record.digest())) {
            return false;
        }
        left++;
        return true;
    }

    private DigestSet setFor(long second) throws IOException {
        Map.Entry<Long, DigestSet> loaded = sets.floorEntry(second);
        if (loaded != null && loaded.getValue().holds(second)) {
            return loaded.getValue();
        }
        DigestSet set = load(second);
        sets.put(set.from(), set);
        return set;
    }

    private DigestSet load(long second) throws IOException {
        long minute = second - second % MINUTE;
        if (!crowded.contains(minute)) {
            DigestSet whole = load(minute, minute + MINUTE, mostInAMinute);
            if (whole != null) {
                return whole;
            }
            crowded.add(minute);
        }
        return load(second, second + 1, Integer.MAX_VALUE);
    }

    /** The digests of some seconds; null if there are too many. */
    private DigestSet load(long from, long to, int most) throws IOException {
        makeRoom();
        DigestSet set = new DigestSet(from, to, memory, spill);
        boolean complete = false;
        try {
            complete = fill(set, from, to, most);
        } finally {
            if (!complete) {
                set.clear();
            }
        }
        return complete ? set : null;
    }

    private boolean fill(DigestSet set, long from, long to, int most) throws IOException {
        for (DigestSource source : sources) {
            boolean all = source.read(from, to, digest -> {
                set.add(digest);
                return set.size() <= most;
            });
            if (!all) {
                return false;
            }
        }
        set.complete();
        return true;
    }

    /** Leaves to the newest set what all have, if it needs that: older ones are hardly asked any more. */
    private void makeRoom() throws IOException {
        for (DigestSet set : sets.values()) {
            if (memory.isScarce() && set.inMemory()) {
                set.moveToDisk();
            }
        }
    }

    @Override
    public void close() {
        sets.values().forEach(DigestSet::clear);
        sets.clear();
        spill.close();
    }
}
