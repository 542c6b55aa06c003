package org.estreamer.log.server;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.estreamer.log.place.Need;
import org.estreamer.log.resume.DigestFile;
import org.estreamer.log.resume.StreamTime;
import org.estreamer.pipeline.LogStatus;
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
    private static final int GONE = 1_000;
    /** Of a disk that is small for the reserve, only a tenth stays free. */
    private static final int SHARE_OF_SMALL_DISK = 10;

    private static final long USABLE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long TELL_NANOS = Duration.ofMinutes(10).toNanos();

    private final ServerLog log;
    private final Segments segments;
    private final Surroundings around;
    /** The segments that have gone since this process began, for who asks when their records arrived. */
    private final Deque<Segment> gone = new ArrayDeque<>();

    /** Held by whoever prepares a segment for going: the session, or the upkeep. */
    private final Object preparing = new Object();

    private long usable = Long.MAX_VALUE;
    private long reserve;
    private long usableAt;
    private long endAtLook;
    private long unreadToldAt;
    private int shareTold;

    Retention(ServerLog log, Segments segments, Surroundings around) {
        this.log = log;
        this.segments = segments;
        this.around = around;
        this.usableAt = around.nanoTime().getAsLong() - USABLE_NANOS;
        this.unreadToldAt = around.nanoTime().getAsLong() - TELL_NANOS;
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
                "Plugin {} loses {} records of server {} that arrived from {} to {}: {}, and the log has no room to keep them"
                        + " (maxMegabytes or reserveMegabytes in org.estreamer.log.cfg)",
                holder.plugin(),
                records,
                log.server(),
                segment.arrivalOf(Math.max(segment.first(), holder.number())),
                Instant.ofEpochMilli(segment.newestArrival),
                holder.here() ? "it is behind and has overflow=drop" : "it is away");
    }

    private void remove(Segment oldest) throws IOException {
        prepare(oldest, oldestThatMatters());
        retire(oldest);
    }

    /**
     * Keeps what has to outlive a segment. Takes its time, and needs no lock of the log; the session, which has that lock, may wait
     * here for the upkeep to be done with the same segment.
     *
     * @param from records from before this second are not repeated any more
     */
    void prepare(Segment oldest, long from) throws IOException {
        synchronized (preparing) {
            try {
                if (!oldest.prepared && from > 0 && oldest.newestSecond >= from) {
                    keepDigests(oldest, from);
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
    void retire(Segment oldest) throws IOException {
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
        gone.add(oldest);
        if (gone.size() > GONE) {
            gone.remove();
        }
    }

    private static DiskException cannotRemove(Segment oldest, IOException why) {
        return new DiskException("cannot remove " + oldest.path + ": " + why.getMessage(), why);
    }

    /** A segment that somebody has deleted, or that cannot be read, must not stay in the way of the others. */
    private void keepDigests(Segment segment, long from) throws IOException {
        try {
            DigestFile.keep(segment.path, around.codec(), segment.next, from);
        } catch (FileNotFoundException | StreamCorruptedException e) {
            LOG.error(
                    "The log of server {} has a damaged segment, which is let go of: {}: {}. Should the server repeat what was in"
                            + " it, that comes twice",
                    log.server(),
                    segment.path,
                    e.getMessage());
        }
    }

    /** What the server may repeat at the most is not older; 0 where it has no time. */
    long oldestThatMatters() throws IOException {
        return log.locked((held, time) -> time.watermark() == 0 ? 0 : Math.max(1, time.resume() - StreamTime.HOUR));
    }

    /** The oldest segment, if everybody has finished it and it is due to go; else null. */
    Segment due() {
        Segment oldest = segments.oldest();
        boolean goes = segments.all().size() > 1 && isFinished(oldest) && isDue(oldest);
        return goes ? oldest : null;
    }

    /** Tells what an operator should look at. */
    void tell() {
        List<Need> needs = around.places().needs(log);
        tellUnread(needs);
        tellShare(needs);
        endAtLook = log.end();
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

    /**
     * Deletes the digests of records that are not repeated any more. Needs no lock.
     *
     * @param from the oldest second that matters
     */
    static void forgetDigests(Path folder, long from) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(DigestFile::isOne).toList()) {
                forgetIfOld(file, from);
            }
        }
    }

    private static void forgetIfOld(Path file, long from) throws IOException {
        try {
            if (new DigestFile(file).newest() < from) {
                Files.deleteIfExists(file);
            }
        } catch (StreamCorruptedException e) {
            DigestFile.setAside(file, e);
        }
    }

    /** What an operator should look at; empty if there is nothing. */
    String warning(List<Need> needs) {
        if (needs.stream().noneMatch(need -> need.isPlugin() && need.here())) {
            return "no plugin reads it; its records are kept up to maxMegabytes ("
                    + megabytes(around.limits().maxBytes()) + ")";
        }
        int share = share(needs);
        return share < 50 ? "" : "plugins that are behind need " + share + " % of maxMegabytes";
    }

    private void tellUnread(List<Need> needs) {
        long now = around.nanoTime().getAsLong();
        boolean unread = needs.stream().noneMatch(need -> need.isPlugin() && need.here());
        if (unread && log.end() > endAtLook && now - unreadToldAt >= TELL_NANOS) {
            unreadToldAt = now;
            LOG.warn(
                    "Records of server {} arrive, but no plugin reads them. They are kept, {} MB so far; beyond {} MB the server"
                            + " is held back. Look at the list of plugins, and at files in etc whose names nobody knows",
                    log.server(),
                    megabytes(segments.bytes()),
                    megabytes(around.limits().maxBytes()));
        }
    }

    private void tellShare(List<Need> needs) {
        int share = share(needs);
        int step = share >= 80 ? 80 : share >= 50 ? 50 : 0;
        if (step > shareTold) {
            LOG.warn("The log of server {}: {}", log.server(), warning(needs));
        }
        shareTold = step;
    }

    private int share(List<Need> needs) {
        long first = needs.stream()
                .filter(Need::isPlugin)
                .mapToLong(Need::number)
                .min()
                .orElse(0);
        return (int) (100 * bytesFrom(first) / around.limits().maxBytes());
    }

    /** How many bytes the records from a number on take, about. */
    private long bytesFrom(long number) {
        double bytes = 0;
        for (Segment segment : segments.all()) {
            if (segment.next > number && !segment.isEmpty()) {
                long from = Math.max(number, segment.first());
                bytes += segment.bytes * ((double) (segment.next - from) / (segment.next - segment.first()));
            }
        }
        return (long) bytes;
    }

    /** When a record arrived that is here or has gone, as near as is known. */
    Instant arrivalOf(long number) {
        return Stream.concat(gone.stream(), segments.all().stream())
                .filter(segment -> segment.next > number)
                .findFirst()
                .orElseGet(segments::newest)
                .arrivalOf(number);
    }

    LogStatus status(long watermark, String heldBack) {
        List<Need> needs = around.places().needs(log);
        boolean empty = log.end() == segments.oldest().first();
        return new LogStatus(
                log.server(),
                segments.oldest().first(),
                log.end(),
                empty ? null : Instant.ofEpochMilli(segments.oldest().header.arrival()),
                empty ? null : Instant.ofEpochMilli(segments.newest().newestArrival),
                segments.bytes(),
                around.limits().maxBytes(),
                watermark,
                heldBack,
                warning(needs),
                needs.stream().filter(Need::isPlugin).map(this::reader).toList());
    }

    private LogStatus.Reader reader(Need need) {
        boolean upToDate = need.number() >= log.end();
        long waiting = upToDate
                ? 0
                : around.clock().millis() - arrivalOf(need.number()).toEpochMilli();
        return new LogStatus.Reader(
                need.plugin(),
                need.here(),
                need.number(),
                log.end() - need.number(),
                upToDate ? 0 : bytesFrom(need.number()),
                Math.max(0, waiting / 1000),
                need.lost());
    }

    private static long megabytes(long bytes) {
        return bytes >> 20;
    }
}
