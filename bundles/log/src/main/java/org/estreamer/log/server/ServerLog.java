package org.estreamer.log.server;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.estreamer.files.OwnerFiles;
import org.estreamer.log.history.HistoryReader;
import org.estreamer.log.place.PlacedLog;
import org.estreamer.log.resume.DigestedLog;
import org.estreamer.log.resume.LoggedSegment;
import org.estreamer.log.resume.Repetition;
import org.estreamer.log.resume.StreamTime;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogCheck;
import org.estreamer.pipeline.log.LogGap;
import org.estreamer.pipeline.log.LogHistory;
import org.estreamer.pipeline.log.LogPosition;
import org.estreamer.pipeline.log.LogSpan;
import org.estreamer.pipeline.log.LogStatus;
import org.estreamer.record.RecordBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of one server. One writer appends, any number of readers read; upkeep makes durable what was written and lets go of what
 * everybody has finished. What all of them share is here: the lock, the end and what it has gone back by.
 *
 * <pre>
 *   SessionWriter --Appender--&gt; | segment | segment | newest |--&gt; Recent (memory)
 *                                  ^ Retention  ^ Cursor    ^ GroupCommit  ^ end
 * </pre>
 */
public final class ServerLog implements PlacedLog, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerLog.class);
    /** With more digests in a minute of archival time, seconds are looked at one by one. */
    private static final int MOST_IN_A_MINUTE = 1 << 20;

    final Surroundings around;
    private final String server;
    private final ReentrantLock lock = new ReentrantLock();
    private final Recent.OfLog recent;
    private final Segments segments;
    private final long id;
    private final KeptDigests digests;
    private final Retention retention;
    private final Backlog backlog;
    private final HeldBack heldBack;
    private final Appender appender;
    private final GroupCommit commit;
    private final LogEnd end;
    private StreamTime time;
    /** Both of {@link #segments}, for who must not wait for the lock: the places are asked for while it is held. */
    private volatile long oldest;

    private volatile int epoch;

    private ServerLog(String server, Surroundings around, Segments segments, long durable) throws IOException {
        this.server = server;
        this.around = around;
        this.segments = segments;
        this.id = segments.id();
        this.recent = around.recent().new OfLog();
        this.digests = new KeptDigests(this, segments.folder(), around.codec());
        this.retention = new Retention(this, segments, digests, around);
        this.backlog = new Backlog(this, segments, around);
        this.time = segments.streamTime();
        this.end = new LogEnd(segments.end());
        this.heldBack = new HeldBack(server, around.nanoTime());
        this.appender = new Appender(this, retention, heldBack, lock);
        this.commit = new GroupCommit(this, segments, lock, durable);
        segmentsChanged();
    }

    /** A segment was begun, or is gone. */
    void segmentsChanged() {
        oldest = segments.oldest().first();
        epoch = segments.newest().header.epoch();
    }

    /**
     * Opens the log of a server; it is made if it is not there.
     *
     * @param folder where it lies
     * @throws IOException if it cannot be read or made
     */
    public static ServerLog open(Path folder, String server, Surroundings around) throws IOException {
        OwnerFiles.createFolders(folder);
        Recovery.Result found = Recovery.of(folder, server, around.disk());
        Segments segments = new Segments(folder, server, around, found);
        ServerLog log = new ServerLog(server, around, segments, found.durable());
        if (found.epochs() > 0 && !found.segments().isEmpty()) {
            log.beginEpoch(log.epoch() + found.epochs());
        }
        return log;
    }

    @Override
    public String server() {
        return server;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public int epoch() {
        return epoch;
    }

    @Override
    public long oldest() {
        return oldest;
    }

    @Override
    public long end() {
        return end.number();
    }

    /** See {@link LogEnd#generation}. */
    int generation() {
        return end.generation();
    }

    /** See {@link Appender#write}. */
    public SessionWriter write(String address) {
        return appender.write(address);
    }

    /** Whether a session has it. */
    public boolean isWritten() {
        return appender.isWritten();
    }

    /** Whether anything was ever asked for. */
    public boolean isBegun() {
        return locked((held, now) -> end() > 0 || !held.request().isEmpty());
    }

    /** Host and port of the server that was asked last; empty for none. */
    public String address() {
        return locked((held, now) -> held.address());
    }

    /**
     * Takes records in. For the appender, which has the lock.
     *
     * @throws DiskException if the disk does not take them
     */
    void store(RecordBatch records) throws IOException {
        LogBatch batch = segments.append(records, commit.durable(), time);
        time.arrived(records);
        recent.add(batch);
        end.moveTo(batch.next());
    }

    /**
     * The end goes back where the disk has lost what stood there, if that has not been done. For a writer that begins; it has the lock.
     *
     * @return the generation that is in force then
     * @throws IOException if the disk does not let it
     */
    int settle() throws IOException {
        if (end.isAhead()) {
            goBack();
        }
        return generation();
    }

    /** Lets somebody look at the log while nothing changes. */
    <T, E extends Exception> T locked(Look<T, E> look) throws E {
        lock.lock();
        try {
            return look.at(segments, time);
        } finally {
            lock.unlock();
        }
    }

    /** A look at a log. */
    interface Look<T, E extends Exception> {
        T at(Segments segments, StreamTime time) throws E;
    }

    /** What the server may repeat, as the log has it now. It is looked at while others go on. */
    Repetition repetition() throws IOException {
        List<LoggedSegment> there = locked((held, now) -> held.asOf(end()));
        Path spill = locked((held, now) -> held.spill());
        DigestedLog log = new DigestedLog(server, around.codec(), this::has);
        Repetition repetition = new Repetition(log, around.digests(), MOST_IN_A_MINUTE, spill);
        repetition.add(segments.folder(), there);
        return repetition;
    }

    /** Whether a segment is still there, and was not let go of. */
    boolean has(Path segment) {
        return locked((held, now) -> held.has(segment));
    }

    /**
     * See {@link org.estreamer.pipeline.log.LogReader#durable}.
     *
     * @param as the generation that the reader knows
     */
    CompletableFuture<Void> durable(int as, long number) {
        return locked((held, now) -> number > end() || number > cutSince(as)
                ? CompletableFuture.<Void>failedFuture(
                        new IOException("record " + (number - 1) + " of server " + server + " is not in the log"))
                : commit.reaches(number));
    }

    /** See {@link GroupCommit#reached}. */
    void reached(long number) {
        commit.reached(number);
    }

    /** Somebody has finished something, or has gone. */
    void placesChanged() {
        appender.placesChanged();
    }

    /** See {@link GroupCommit#force}. */
    public void force() {
        commit.force();
    }

    /** Whether the end has to go back, and has not yet. For who has the lock. */
    boolean isLost() {
        return end.isAhead();
    }

    /** What has a number or a later one is lost. For the group commit, which has the lock. */
    void lost(long number) {
        end.goBack(number);
        recent.cut(number);
        tryToGoBack();
        appender.lookAgain();
    }

    private void tryToGoBack() {
        try {
            goBack();
        } catch (IOException e) {
            heldBack.by(Obstacle.of("the disk takes nothing: " + e.getMessage() + ". It is tried again every second"));
        }
    }

    private void goBack() throws IOException {
        segments.cut(commit.durable());
        time = segments.streamTime();
        segments.beginEpoch(epoch + 1, time);
        segmentsChanged();
        end.settled();
    }

    /** See {@link LogEnd#cutSince}. */
    long cutSince(int known) {
        return end.cutSince(known);
    }

    /** A position says that there was more than there is: numbers from here on belong to a new epoch. */
    void beginEpoch(int next) throws IOException {
        lock.lock();
        try {
            segments.beginEpoch(next, time);
            segmentsChanged();
        } finally {
            lock.unlock();
        }
    }

    /** What was asked for and where the first connection began; a new segment says so from here on. */
    void requested(long start, String request, String address) throws IOException {
        lock.lock();
        try {
            segments.requested(start, request, address, time);
        } finally {
            lock.unlock();
        }
    }

    /** What is in memory of it. */
    Recent.OfLog recent() {
        return recent;
    }

    @Override
    public long numberAt(Instant arrival) {
        try {
            return ColdReader.numberAt(this, arrival);
        } catch (IOException e) {
            LOG.warn("The log of server {} cannot be read for a place in it: {}", server, e.toString());
            return oldest();
        }
    }

    @Override
    public long numberSince(Duration beforeTheNewest) {
        long newest = locked((held, now) -> held.newest().newestArrival);
        return numberAt(Instant.ofEpochMilli(newest).minus(beforeTheNewest));
    }

    /** Where a number is on the disk; empty where that is not in the log. */
    Optional<Segment> segmentOf(long number) {
        return locked((held, now) -> held.at(number));
    }

    /** Lets go of what nobody needs, and tells what an operator should know. For the upkeep's thread. */
    public void upkeep() {
        try {
            locked((held, now) -> look());
            retention.letGo();
            digests.forget();
        } catch (IOException e) {
            LOG.warn("The log of server {} cannot let go of old records: {}", server, e.getMessage());
        }
    }

    private Void look() {
        if (end.isAhead()) {
            tryToGoBack();
        }
        backlog.tell();
        heldBack.look();
        appender.lookAgain();
        return null;
    }

    /** Records that are not there, with the times at which they arrived. */
    LogGap gap(long first, long next, LogGap.Reason reason) {
        return locked((held, now) -> new LogGap(first, next, held.arrivalOf(first), held.arrivalOf(next), reason));
    }

    /** See {@link org.estreamer.pipeline.log.EventLog#history}. */
    public LogHistory history(LogSpan span, Optional<LogPosition> from) throws IOException {
        if (from.isPresent() && from.get().log() != id) {
            return null;
        }
        long number = from.map(LogPosition::number).orElse(-1L);
        return new HistoryReader(
                segments.folder(), server, around.codec(), span, number, problem -> LOG.warn("A replay: {}", problem));
    }

    /** How it stands, for an operator. */
    public LogStatus status() {
        return locked((held, now) -> backlog.status(now.watermark(), heldBack.why()));
    }

    /**
     * Reads all of it, and checks every batch.
     *
     * @throws IOException if it cannot be read
     */
    public LogCheck verify() throws IOException {
        return Verification.of(this);
    }

    /**
     * Nobody may use it any more. Whoever writes is fenced, and readers go back to what they have finished for good. For a thread
     * beside which nobody looks after the logs.
     *
     * @param why for an operator
     */
    public void leave(String why) throws IOException {
        close();
        lock.lock();
        try {
            end.leave(why);
            recent.cut(0);
        } finally {
            lock.unlock();
        }
        around.news().give();
    }

    /** See {@link LogEnd#left}. */
    String left() {
        return end.left();
    }

    @Override
    public void close() throws IOException {
        force();
        List<CompletableFuture<Void>> vain;
        lock.lock();
        try {
            appender.close();
            vain = commit.giveUp();
            segments.close();
        } finally {
            lock.unlock();
        }
        vain.forEach(future -> future.completeExceptionally(new IOException("the log of " + server + " was closed")));
    }
}
