package org.estreamer.log.resume;

import java.io.Closeable;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.estreamer.pipeline.MessageCodec;
import org.estreamer.record.Record;

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
    private static final long MINUTE = 60;

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
    public Repetition(DigestMemory memory, int mostInAMinute, Path spill) {
        this.memory = memory;
        this.mostInAMinute = mostInAMinute;
        this.spill = new SpillFile(spill);
    }

    /**
     * Adds a segment that the log has.
     *
     * @param end the number behind the last record that counts
     * @throws IOException if it cannot be read
     */
    public void addSegment(Path segment, MessageCodec codec, long end) throws IOException {
        add(new SegmentDigests(segment, codec, end));
    }

    /**
     * Adds what is left of a segment that the log had. Where that is damaged it is set aside.
     *
     * @throws IOException if it cannot be read
     */
    public void addRemains(Path digests) throws IOException {
        try {
            DigestFile file = new DigestFile(digests);
            file.verify();
            add(file);
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
