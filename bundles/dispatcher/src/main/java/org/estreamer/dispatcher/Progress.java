package org.estreamer.dispatcher;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How far one plugin is with one server's records. The server's reader thread notes what the plugin is given; the
 * plugin's worker counts what it has finished, in the same order. A position follows from the finished ones, the filter
 * for a new connection from all of them: what is in the queue will be finished.
 *
 * <p>Records come slightly out of order, so a position reaches back {@code reorderSeconds} from the newest second. The
 * memory: 16 bytes for a record that is queued or came within that time. Strays are listed too, but no position follows
 * them.
 */
final class Progress {
    private static final long NONE = -1;
    private static final int CROWDED = 4_096;

    private final int reorderSeconds;
    private final DeliveryLog log = new DeliveryLog();
    private final Strays strays = new Strays();
    private final AtomicLong finished;
    private long second = NONE;
    private long newestGiven = NONE;
    private long newestReplayed = NONE;
    private long newestFinished = NONE;
    private long examined;
    private long offeredCount;
    private long savedCount;
    private long savedSecond;
    private volatile long through;

    /**
     * Goes on from a position.
     *
     * @param start   the position, if there is one
     * @param through the server's record count up to which the plugin has missed nothing, or -1 if that is not known
     */
    Progress(Optional<Position> start, long through, int reorderSeconds) {
        this.reorderSeconds = reorderSeconds;
        this.through = through;
        if (start.isPresent()) {
            replay(start.get());
        }
        newestFinished = newestGiven;
        examined = log.next();
        finished = new AtomicLong(log.next());
        savedCount = log.next();
        savedSecond = second;
    }

    /**
     * What was listed further ahead than records can be out of order was a stray, or {@code reorderSeconds} was larger
     * then.
     */
    private void replay(Position start) {
        second = start.second();
        newestGiven = second;
        start.forEach((recordSecond, digest) -> {
            boolean stray = recordSecond > second + reorderSeconds;
            note(recordSecond, digest, stray);
            newestGiven = stray ? newestGiven : Math.max(newestGiven, recordSecond);
            if (recordSecond <= second + Settings.MAX_REORDER_SECONDS) {
                newestReplayed = Math.max(newestReplayed, recordSecond);
            }
        });
    }

    private void note(long recordSecond, long digest, boolean stray) {
        if (stray) {
            strays.add(log.next(), recordSecond, digest);
        }
        // a stray keeps its number there, but must not keep the log from forgetting
        log.append(stray ? 0 : recordSecond, digest);
    }

    /** Notes where the plugin begins, which had no position. */
    synchronized void begin(long beginning) {
        second = beginning;
        newestGiven = Math.max(newestGiven, beginning);
    }

    /**
     * Notes records that were put into the plugin's queue.
     *
     * @param parcel the records
     * @param newest the newest second of the stream
     * @param count  the server's record count
     */
    synchronized void give(Parcel parcel, long newest, long count) {
        for (int i = 0; i < parcel.size(); i++) {
            if (parcel.second(i) > 0) {
                note(parcel.second(i), parcel.digest(i), parcel.isStray(i));
            }
        }
        strays.limit();
        pass(newest, count);
    }

    /** Notes that the stream went on without anything for this plugin. */
    synchronized void pass(long newest, long count) {
        newestGiven = Math.max(newestGiven, newest);
        through = count;
    }

    /** Counts a record that the plugin has finished. Only its worker counts. */
    void finish() {
        Tally.count(finished);
    }

    /** The server's record count up to which the plugin has missed nothing; -1 if that is not known. */
    long through() {
        return through;
    }

    /** Whether everything given is finished. */
    synchronized boolean complete() {
        return finished.getAcquire() == log.next();
    }

    /** The second from which on the plugin needs records; empty if it takes what comes. */
    synchronized OptionalLong resumeSecond() {
        return newestGiven == NONE ? OptionalLong.empty() : OptionalLong.of(givenSecond());
    }

    /** Leaves out on a new connection what the plugin was given already; null if that is nothing. */
    synchronized ReplayFilter filter() {
        return newestGiven == NONE ? null : new ReplayFilter(givenSecond(), Math.max(newestGiven, newestReplayed), log);
    }

    /** Leaves out on a new connection the strays that the plugin was given already; null if there are none. */
    synchronized StrayFilter strayFilter() {
        return strays.size() == 0 ? null : new StrayFilter(strays, reorderSeconds);
    }

    /** Adds the digests of the strays that the plugin was given. */
    synchronized void addStrays(Set<Long> digests) {
        strays.all().forEach(stray -> digests.add(stray.digest()));
    }

    /** What the plugin has finished; empty if that is nothing new since the last {@link #saved}. */
    synchronized Optional<Position> unsaved() {
        long done = finished.getAcquire();
        while (examined < done) {
            newestFinished = Math.max(newestFinished, log.second(examined++));
        }
        if (done == log.next()) {
            newestFinished = Math.max(newestFinished, newestGiven);
        }
        if (newestFinished == NONE) {
            return Optional.empty();
        }
        second = reach(newestFinished);
        forget(done);
        offeredCount = done;
        return done == savedCount && second == savedSecond ? Optional.empty() : Optional.of(listed(done));
    }

    private void forget(long done) {
        strays.forgetBefore(second);
        long first = log.first();
        while (first < done && (log.second(first) < second || holdsUp(first, done))) {
            if (log.second(first) >= second) {
                strays.add(first, log.second(first), log.digest(first));
            }
            first++;
        }
        log.forgetBefore(first);
        strays.limit();
    }

    /** Whether a record is newer than most of a long log behind it, as after a server's clock was set back. */
    private boolean holdsUp(long number, long done) {
        return done - number > CROWDED && log.second(number + (done - number) / 2) < second;
    }

    /** Notes that the position given last is durable. */
    synchronized void saved() {
        savedCount = offeredCount;
        savedSecond = second;
    }

    private Position listed(long done) {
        Position.Builder position = new Position.Builder(second);
        for (long number = log.first(); number < done; number++) {
            if (log.second(number) >= second && log.second(number) > 0) {
                position.add(log.second(number), log.digest(number));
            }
        }
        for (Strays.Stray stray : strays.all()) {
            if (stray.number() < done) {
                position.add(stray.second(), stray.digest());
            }
        }
        return position.build();
    }

    private long givenSecond() {
        return reach(newestGiven);
    }

    private long reach(long newest) {
        return Math.max(Math.max(second, newest - reorderSeconds), 0);
    }
}
