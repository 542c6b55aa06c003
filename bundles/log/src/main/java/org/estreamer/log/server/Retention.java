package org.estreamer.log.server;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.estreamer.log.place.Need;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which segment goes. Always the oldest, never the newest:
 *
 * <pre>
 *   everybody has finished it, and it is older than retainHours, or the log is larger than
 *       retainMegabytes, or the disk is short                                          it goes
 *   somebody has not, and the log would get larger than maxMegabytes, or the disk is short:
 *       all of those are away or may lose records                                      it goes, they are told
 *       one of them is here and wants everything, or there is no plugin at all         the server is held back
 * </pre>
 *
 * Guarded by its log.
 */
final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    /** Of a disk that is small for the reserve, only a tenth stays free. */
    private static final int SHARE_OF_SMALL_DISK = 10;

    private static final long USABLE_NANOS = Duration.ofSeconds(1).toNanos();

    private final ServerLog log;
    private final Segments segments;
    private final KeptDigests digests;
    private final Surroundings around;
    /** Held by whoever prepares a segment for going: the session, or the upkeep. */
    private final Object preparing = new Object();

    private long usable = Long.MAX_VALUE;
    private long reserve;
    private long usableAt;

    Retention(ServerLog log, Segments segments, KeptDigests digests, Surroundings around) {
        this.log = log;
        this.segments = segments;
        this.digests = digests;
        this.around = around;
        this.usableAt = around.nanoTime().getAsLong() - USABLE_NANOS;
    }

    /**
     * Lets go of as much as some bytes more need.
     *
     * @return why there is no room; {@link Obstacle#NONE} if there is
     */
    Obstacle makeRoom(long bytes) throws IOException {
        while (isTooLarge(bytes) || isDiskShort(bytes)) {
            Obstacle obstacle = removeOldest(bytes);
            if (!obstacle.isNone()) {
                return obstacle;
            }
            if (segments.all().size() == 1) {
                return isDiskShort(bytes) ? Obstacle.of(diskShort()) : Obstacle.NONE;
            }
        }
        return Obstacle.NONE;
    }

    private boolean isTooLarge(long more) {
        return segments.bytes() + more > around.limits().maxBytes()
                && segments.all().size() > 1;
    }

    private boolean isDiskShort(long more) {
        long now = around.nanoTime().getAsLong();
        if (now - usableAt >= USABLE_NANOS) {
            usableAt = now;
            try {
                Path folder = segments.newest().path.getParent();
                usable = around.disk().usable(folder);
                reserve = Math.min(around.limits().reserveBytes(), around.disk().size(folder) / SHARE_OF_SMALL_DISK);
            } catch (IOException e) {
                usable = Long.MAX_VALUE; // a disk that does not tell is full when it takes nothing
            }
        }
        return usable - more < reserve;
    }

    private String diskShort() {
        return "its disk has only " + megabytes(usable) + " MB left, and reserveMegabytes ("
                + megabytes(reserve) + ") stay free: make room on the disk of "
                + segments.newest().path.getParent();
    }

    /** Removes the oldest if it may go; else says why not. */
    private Obstacle removeOldest(long bytes) throws IOException {
        Segment oldest = segments.oldest();
        List<Need> needs = around.places().needs(log);
        List<Need> holders =
                needs.stream().filter(need -> need.number() < oldest.next).toList();
        // a plugin is what an operator can do something about; metadata are let go of within seconds
        Optional<Need> blocking = holders.stream()
                .filter(need -> !need.mayLose())
                .min(Comparator.comparing((Need need) -> !need.isPlugin()).thenComparing(Need::number));
        boolean unread = needs.stream().noneMatch(Need::isPlugin);
        if (segments.all().size() == 1 || unread || blocking.isPresent()) {
            String why = isTooLarge(bytes)
                    ? "it has reached maxMegabytes ("
                            + megabytes(around.limits().maxBytes()) + " in org.estreamer.log.cfg)"
                    : diskShort();
            if (unread) {
                return Obstacle.of(why + "; no plugin is there to read it: deploy or configure one");
            }
            // the newest segment never goes, whoever needs it
            return segments.all().size() == 1 ? Obstacle.of(why) : blocked(why, blocking.get());
        }
        holders.forEach(holder -> tellLoss(holder, oldest));
        remove(oldest);
        return Obstacle.NONE;
    }

    private static Obstacle blocked(String why, Need by) {
        if (!by.isPlugin()) {
            return Obstacle.of(why + "; the metadata of the oldest records are about to be kept");
        }
        String which = "; plugin " + by.plugin()
                + " has not finished the oldest records: see why in the list of plugins, or let"
                + " go of them with estreamer:log forget " + by.plugin();
        return new Obstacle(why + which, by.plugin());
    }

    private void tellLoss(Need holder, Segment segment) {
        long records = segment.next - Math.max(segment.first(), holder.number());
        around.places().lost(holder.plugin(), log.server(), records);
        LOG.warn(
                "Plugin {} loses {} records of server {} that arrived from {} to {}: {}, and the log has no room to"
                        + " keep them (maxMegabytes or reserveMegabytes in org.estreamer.log.cfg)",
                holder.plugin(),
                records,
                log.server(),
                segment.arrivalOf(Math.max(segment.first(), holder.number())),
                Instant.ofEpochMilli(segment.newestArrival),
                holder.here() ? "it is behind and has overflow=drop" : "it is away");
    }

    private void remove(Segment oldest) throws IOException {
        prepare(oldest, digests.oldestThatMatters());
        retire(oldest);
    }

    /**
     * Keeps what has to outlive a segment. Takes its time, and needs no lock of the log; the session, which has that lock, may wait
     * here for the upkeep to be done with the same segment.
     *
     * @param from records from before this second are not repeated any more
     */
    private void prepare(Segment oldest, long from) throws IOException {
        synchronized (preparing) {
            try {
                if (!oldest.prepared) {
                    digests.keep(oldest, from);
                }
                oldest.prepared = true;
                // no place may be older than what is left when the process is killed right after
                around.places().save();
            } catch (IOException e) {
                throw cannotRemove(oldest, e);
            }
        }
    }

    /** Removes a segment that was prepared for it, unless it has gone meanwhile. */
    private void retire(Segment oldest) throws IOException {
        if (segments.oldest() != oldest) {
            return;
        }
        try {
            segments.removeOldest();
            log.segmentsChanged();
        } catch (IOException e) {
            throw cannotRemove(oldest, e);
        }
        usableAt -= USABLE_NANOS;
    }

    private static DiskException cannotRemove(Segment oldest, IOException why) {
        return new DiskException("cannot remove " + oldest.path + ": " + why.getMessage(), why);
    }

    /** Lets go of what all have finished. For the upkeep's thread, without the lock; what takes time it does while others go on. */
    void letGo() throws IOException {
        Segment due = log.locked((held, now) -> due());
        while (due != null) {
            Segment oldest = due;
            prepare(oldest, digests.oldestThatMatters());
            // what is open is only freed when it is closed, which takes its time: the session need not wait for that
            Closeable open = open(oldest.path);
            try {
                due = log.locked((held, now) -> {
                    retire(oldest);
                    return due();
                });
            } finally {
                open.close();
            }
        }
    }

    private static Closeable open(Path segment) throws IOException {
        try {
            return Files.newInputStream(segment);
        } catch (NoSuchFileException e) {
            return () -> {}; // somebody has deleted it
        }
    }

    /** The oldest segment, if everybody has finished it and it is due to go; else null. */
    private Segment due() {
        Segment oldest = segments.oldest();
        boolean goes = segments.all().size() > 1 && isFinished(oldest) && isDue(oldest);
        return goes ? oldest : null;
    }

    private boolean isFinished(Segment oldest) {
        List<Need> needs = around.places().needs(log);
        return needs.stream().anyMatch(Need::isPlugin) && needs.stream().allMatch(need -> need.number() >= oldest.next);
    }

    private boolean isDue(Segment oldest) {
        Duration age = Duration.ofMillis(around.clock().millis() - oldest.newestArrival);
        return age.compareTo(around.limits().retain()) > 0
                || segments.bytes() > around.limits().retainBytes()
                || isDiskShort(0);
    }

    private static long megabytes(long bytes) {
        return bytes >> 20;
    }
}
