package org.estreamer.log.server;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.estreamer.log.place.Place;
import org.estreamer.log.resume.StreamTime;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogGap;
import org.estreamer.pipeline.log.LogPosition;
import org.estreamer.pipeline.log.Placement;
import org.estreamer.pipeline.log.RewoundException;

/** Where one reader is in one log. For the reader's thread. */
final class Cursor {
    private final ServerLog log;
    private final ColdReader disk;
    private int generation;
    private volatile long number;
    private long since;
    private LogGap missed;

    Cursor(ServerLog log) {
        this.log = log;
        this.disk = new ColdReader(log);
    }

    /** The number that it needs next. From any thread. */
    long number() {
        return number;
    }

    ServerLog log() {
        return log;
    }

    /** Records from before this second are passed over; 0 for none. */
    long since() {
        return since;
    }

    LogPosition position(long second) {
        return new LogPosition(log.id(), log.epoch(), number, second);
    }

    /**
     * Goes to a position.
     *
     * @param position any, of this log or not
     * @param kept     what is kept of the plugin here
     */
    Placement place(LogPosition position, Place kept) throws IOException {
        generation = log.generation();
        since = position.equals(kept.position()) ? kept.since() : 0;
        String told = "";
        if (position.log() != log.id()) {
            told = placeInAnotherLog(position);
        } else {
            long behind = log.locked((segments, time) -> segments.endOf(position.epoch()));
            number = Math.min(position.number(), behind);
            if (position.number() > behind || position.epoch() > log.epoch()) {
                told = "its position is behind the end of the log of server " + log.server() + " (record "
                        + position.number() + " of " + behind
                        + "), as after a restored backup: it goes on from there, and"
                        + " what the server sends again comes twice";
                if (position.epoch() >= log.epoch()) {
                    log.beginEpoch(position.epoch() + 1);
                }
            } else if (kept.begun() || !position.equals(kept.position())) {
                log.reached(number);
            }
        }
        return new Placement(number, false, told);
    }

    private String placeInAnotherLog(LogPosition position) {
        number = log.oldest();
        if (position.second() == 0 && position.number() == 0) {
            return ""; // it had finished nothing
        }
        since = Math.max(1, position.second() - StreamTime.HOUR);
        return "its position belongs to another log of server " + log.server() + ": it goes on from "
                + Instant.ofEpochSecond(since) + " (the server's time), and what it has from then on comes twice";
    }

    /** The next records; null if there are none yet. */
    LogBatch next() throws IOException {
        if (generation != log.generation()) {
            requireThere();
        }
        if (number >= log.end()) {
            return null;
        }
        passRetired();
        LogBatch batch = since == 0 ? log.recent().at(number) : null;
        if (batch == null) {
            batch = disk.read(number, since);
            number = batch == null ? disk.passedOver() : number;
        } else {
            disk.close(); // it may have been let go of, and takes its room until then
        }
        if (batch == null) {
            return number < log.oldest() ? next() : null;
        }
        since = 0;
        number = batch.next();
        LogBatch found = missed == null ? batch : batch.behind(missed);
        missed = null;
        return found;
    }

    /** Notes what is not there any more; the next batch tells of it. */
    private void passRetired() throws IOException {
        long oldest = log.oldest();
        if (number < oldest) {
            long first = missed == null ? number : missed.first();
            missed = log.gap(first, oldest, LogGap.Reason.RETENTION);
            number = oldest;
        }
    }

    private void requireThere() throws RewoundException {
        long cut = log.cutSince(generation);
        if (number > cut) {
            throw new RewoundException(
                    log.left().isEmpty()
                            ? "the disk did not keep the log of server " + log.server() + " behind record " + cut
                                    + ": what came later is asked for again"
                            : log.left());
        }
        generation = log.generation();
        disk.close();
    }

    /** See {@link org.estreamer.pipeline.log.LogReader#durable}. */
    CompletableFuture<Void> durable(long before) {
        return log.durable(generation, before);
    }

    void close() {
        log.recent().leave(this);
        disk.close();
    }
}
