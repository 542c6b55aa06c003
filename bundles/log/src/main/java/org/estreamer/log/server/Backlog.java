package org.estreamer.log.server;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.estreamer.log.place.Need;
import org.estreamer.pipeline.log.LogStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the readers of a log have not finished yet, and what of that an operator should know.
 *
 * <pre>
 *   | segment | segment | segment | newest |   maxMegabytes
 *        ^ the one that is furthest behind: 50 %, 80 % of those are told
 * </pre>
 *
 * Guarded by its log.
 */
final class Backlog {
    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);
    private static final long TELL_NANOS = Duration.ofMinutes(10).toNanos();
    /** For how long nobody may read before that is told: a plugin that is replaced is back by then. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(10).toNanos();

    private final ServerLog log;
    private final Segments segments;
    private final Surroundings around;
    /** What came before this number has been read, or told of. */
    private long toldBefore;

    private long unreadToldAt;
    /** When somebody read last. */
    private long readAt;

    private int shareTold;

    Backlog(ServerLog log, Segments segments, Surroundings around) {
        this.log = log;
        this.segments = segments;
        this.around = around;
        this.readAt = around.nanoTime().getAsLong();
        this.unreadToldAt = readAt - TELL_NANOS;
    }

    /** Tells what an operator should look at. */
    void tell() {
        List<Need> needs = around.places().needs(log);
        tellUnread(needs);
        tellShare(needs);
    }

    /** What an operator should look at; empty if there is nothing. */
    private String warning(List<Need> needs) {
        if (isUnread(needs)) {
            return "no plugin reads it" + notHere(needs) + "; its records are kept up to maxMegabytes ("
                    + megabytes(around.limits().maxBytes()) + ")";
        }
        int share = share(needs);
        return share < 50 ? "" : "plugins that are behind need " + share + " % of maxMegabytes";
    }

    private static boolean isUnread(List<Need> needs) {
        return needs.stream().noneMatch(need -> need.isPlugin() && need.here());
    }

    /** One that only rests or is being replaced comes back for its records. */
    private static String notHere(List<Need> needs) {
        List<String> names =
                needs.stream().filter(Need::isPlugin).map(Need::plugin).toList();
        return names.isEmpty() ? "" : " at the moment (not here: " + String.join(", ", names) + ")";
    }

    private void tellUnread(List<Need> needs) {
        long now = around.nanoTime().getAsLong();
        if (!isUnread(needs)) {
            readAt = now;
            toldBefore = log.end();
        } else if (log.end() > toldBefore && now - readAt >= PATIENCE_NANOS && now - unreadToldAt >= TELL_NANOS) {
            toldBefore = log.end();
            unreadToldAt = now;
            LOG.warn(
                    "Records of server {} arrive, but no plugin reads them{}. They are kept, {} MB so far; beyond {} MB"
                            + " the server is held back. Look at the list of plugins, and at files in etc whose names"
                            + " nobody knows",
                    log.server(),
                    notHere(needs),
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

    /** How the log stands, for an operator. */
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
                : around.clock().millis() - segments.arrivalOf(need.number()).toEpochMilli();
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
