package org.estreamer.log.server;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.estreamer.log.segment.SegmentOutput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the disk keep what was appended: one confirmation for all who wait for it. What the disk does not keep is lost. */
final class GroupCommit {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private final ServerLog log;
    private final Segments segments;
    private final ReentrantLock lock;
    private final DurableMark durable;

    /**
     * Goes on where a log was left.
     *
     * @param durable what is on the disk for certain: every number before it
     */
    GroupCommit(ServerLog log, Segments segments, ReentrantLock lock, long durable) {
        this.log = log;
        this.segments = segments;
        this.lock = lock;
        this.durable = new DurableMark(durable);
    }

    /** Everything before it is on the disk. For who has the lock. */
    long durable() {
        return durable.number();
    }

    /**
     * The disk has everything before a number, as a process before this one has seen to.
     *
     * @param number a plugin's position: none is beyond what is durable
     */
    void reached(long number) {
        List<CompletableFuture<Void>> done;
        lock.lock();
        try {
            done = durable.moveTo(Math.min(number, log.end()));
        } finally {
            lock.unlock();
        }
        done.forEach(future -> future.complete(null));
    }

    /** See {@link DurableMark#reaches}. For who has the lock. */
    CompletableFuture<Void> reaches(long number) {
        return durable.reaches(number);
    }

    /** See {@link DurableMark#giveUp}. For who has the lock. */
    List<CompletableFuture<Void>> giveUp() {
        return durable.giveUp();
    }

    /** Makes durable what was written. For the thread that commits. */
    void force() {
        List<SegmentOutput> files;
        long to;
        int as;
        lock.lock();
        try {
            if (durable.number() >= log.end() || log.isLost()) {
                return;
            }
            files = segments.unforced();
            to = log.end();
            as = log.generation();
        } finally {
            lock.unlock();
        }
        try {
            for (SegmentOutput file : files) {
                file.force();
            }
            forced(files, to, as);
        } catch (IOException e) {
            LOG.error(
                    "The disk does not keep the log of server {}: {}. What came since the last time it did is asked"
                            + " for again",
                    log.server(),
                    e.toString());
            failed(e);
        }
    }

    private void forced(List<SegmentOutput> files, long to, int as) {
        List<CompletableFuture<Void>> done = List.of();
        lock.lock();
        try {
            if (as == log.generation()) {
                close(segments.forced(files));
                done = durable.moveTo(to);
            }
        } finally {
            lock.unlock();
        }
        done.forEach(future -> future.complete(null));
    }

    private static void close(List<SegmentOutput> files) {
        for (SegmentOutput file : files) {
            try {
                file.close();
            } catch (IOException e) {
                LOG.warn("{} is on the disk, but cannot be closed: {}", file, e.toString());
            }
        }
    }

    /** The system may forget what it could not write, and say nothing when asked again: the end goes back. */
    private void failed(IOException why) {
        List<CompletableFuture<Void>> vain;
        lock.lock();
        try {
            vain = durable.giveUp();
            durable.moveTo(log.oldest()); // what was lost for lack of room was not durable either
            log.lost(durable.number());
        } finally {
            lock.unlock();
        }
        DurableMark.fail(vain, why);
        log.around.news().give();
    }
}
