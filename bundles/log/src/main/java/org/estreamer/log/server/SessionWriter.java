package org.estreamer.log.server;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.estreamer.log.resume.Repetition;
import org.estreamer.log.resume.StreamTime;
import org.estreamer.pipeline.log.FencedException;
import org.estreamer.pipeline.log.LogRequest;
import org.estreamer.pipeline.log.LogWriter;
import org.estreamer.pipeline.log.ResumePoint;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;

/** The writer of one log: leaves out what the server repeats, and gathers small messages. For the session's thread. */
final class SessionWriter implements LogWriter {
    /** A message of this size is a batch of its own. */
    private static final int LARGE_BYTES = 32 << 10;

    private static final int MOST_GATHERED_BYTES = 256 << 10;
    private static final long LONGEST_GATHERING_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** What ends so soon after something that was repeated has ended in the midst of it. */
    private static final long MIDST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long NOW = 0xFFFFFFFFL;

    /** Records without a time may have been sent, and not have arrived, for so long, seconds. */
    private static final long WITHOUT_TIME = 600;

    private final ServerLog log;
    private final Appender appender;
    private final String address;
    private final List<RecordBatch> gathered = new ArrayList<>();
    private int gatheredBytes;
    private int gatheredRecords;
    private long gatheringSince;

    private int generation;
    private Repetition repetition;
    private long repeatedBefore;
    private long repeatedAt;
    /** Whether this connection goes on where the log ends. */
    private boolean goesOn;
    /** The second that it asked from then. */
    private long asked;
    /** The oldest new record from before that second; 0 for none. */
    private long early;

    /** Whether this connection was made because of such a record. */
    private boolean again;

    private boolean toldAgain;
    /** The record that this connection was made for, until the server has come to where the log ended; 0 for none. */
    private long unfinished;

    private long caughtUpAt;

    SessionWriter(ServerLog log, Appender appender, String address) {
        this.log = log;
        this.appender = appender;
        this.address = address;
        this.generation = log.generation();
    }

    @Override
    public ResumePoint begin(LogRequest request) throws IOException {
        forgetGathered();
        endRepetition();
        generation = appender.begin(this);
        String text = request.content() + "; server " + request.server();
        String before = log.locked((segments, time) -> segments.request());
        ResumePoint point = log.locked((segments, time) -> {
            time.connected();
            return time.watermark() == 0 ? firstPoint(segments, time, request) : nextPoint(time);
        });
        long fixed = log.locked((segments, time) -> segments.start());
        long start = fixed == 0 && point.timestamp() == NOW ? log.around.clock().millis() / 1000 : fixed;
        if (!text.equals(before) || start != fixed || !address.equals(log.address())) {
            log.requested(start, text, address);
        }
        repetition = log.repetition();
        boolean same = text.equals(before) || before.isEmpty() || !goesOn;
        return same ? point : new ResumePoint(point.timestamp(), told(point, before, text));
    }

    private String told(ResumePoint point, String before, String now) {
        return "it is asked for something else than before, so the " + (caughtUpAt - point.timestamp())
                + " seconds that it repeats, from " + Instant.ofEpochSecond(point.timestamp())
                + " on, may have other bytes, and come twice. Before: " + before + ". Now: " + now;
    }

    /**
     * Nothing in the log has a time yet. Where the first connection began "now", later ones begin at that moment: one that is cut
     * before its first event must not lose any, and metadata, offers and what is not understood come before that.
     */
    private ResumePoint firstPoint(Segments segments, StreamTime time, LogRequest request) {
        goesOn = false;
        again = false;
        // what the older ones of several segments hold is not read at a start; so much of it is no prelude
        boolean undated = time.undated() || segments.all().size() > 1;
        if (undated
                && segments.newest().newestArrival > 0
                && !segments.request().isEmpty()) {
            long arrived = segments.newest().newestArrival / 1000;
            return new ResumePoint(
                    Math.max(0, arrived - WITHOUT_TIME),
                    "its records carry no time at which it stored them, so it is asked from ten minutes before the last"
                            + " one: they may come twice");
        }
        long start = request.timestamp() == NOW && segments.start() > 0 ? segments.start() : request.timestamp();
        return new ResumePoint(log.around.places().oldestSecond(log.server(), start, StreamTime.HOUR), "");
    }

    private ResumePoint nextPoint(StreamTime time) {
        goesOn = true;
        // one that was cut before it had caught up is made again
        early = early == 0 ? unfinished : early;
        again = early > 0;
        long whole = again ? time.resumeFor(early, asked) : time.resume();
        asked = time.nearer(whole);
        unfinished = early;
        caughtUpAt = time.watermark();
        early = 0;
        toldAgain = false;
        return new ResumePoint(asked, asked == whole ? "" : told(whole));
    }

    private String told(long whole) {
        return "connections have ended while the server was still repeating what is known, so it is asked from "
                + Instant.ofEpochSecond(asked) + " on, in the place of " + Instant.ofEpochSecond(whole);
    }

    @Override
    public void append(RecordBatch records) throws IOException, InterruptedException {
        RecordBatch fresh = withoutRepeated(records);
        if (fresh.size() == 0) {
            flushIfDue();
            return;
        }
        noteEarly(fresh);
        if (gathered.isEmpty() && fresh.length() >= LARGE_BYTES) {
            appender.append(this, generation, fresh);
            return;
        }
        if (gathered.isEmpty()) {
            gatheringSince = log.around.nanoTime().getAsLong();
        }
        gathered.add(fresh);
        gatheredBytes += fresh.length();
        gatheredRecords += fresh.size();
        flushIfDue();
    }

    private void flushIfDue() throws IOException, InterruptedException {
        boolean due = gatheredBytes >= MOST_GATHERED_BYTES
                || (!gathered.isEmpty()
                        && log.around.nanoTime().getAsLong() - gatheringSince >= LONGEST_GATHERING_NANOS);
        if (due) {
            writeGathered();
        }
    }

    @Override
    public void flush() throws IOException, InterruptedException {
        writeGathered();
        appender.tellReaders();
    }

    private void writeGathered() throws IOException, InterruptedException {
        if (gathered.isEmpty()) {
            return;
        }
        appender.append(this, generation, gathered.size() == 1 ? gathered.get(0) : together());
        forgetGathered();
    }

    /** Views of one array, so that what stays in memory of it is what is counted, and not each message as it was received too. */
    private RecordBatch together() {
        return view(RecordBatch.bytesOf(gathered));
    }

    private RecordBatch view(byte[] messages) {
        return log.around.codec().records(log.server(), messages, 0, messages.length);
    }

    private void forgetGathered() {
        gathered.clear();
        gatheredBytes = 0;
        gatheredRecords = 0;
    }

    private RecordBatch withoutRepeated(RecordBatch records) throws IOException {
        if (repetition == null) {
            throw new FencedException("the log of server " + log.server() + " was closed");
        }
        BitSet fresh = null;
        for (int i = 0; i < records.size(); i++) {
            if (repetition.repeats(records.get(i))) {
                if (fresh == null) {
                    fresh = new BitSet(records.size());
                    fresh.set(0, records.size());
                }
                fresh.clear(i);
            }
        }
        if (fresh == null) {
            return records;
        }
        repeatedAt = log.around.nanoTime().getAsLong();
        return view(records.bytesOf(fresh));
    }

    @Override
    public void ended() {
        if (repetition != null && repetition.left() > 0) {
            boolean inTheMidst = log.around.nanoTime().getAsLong() - repeatedAt < MIDST_NANOS;
            log.locked((segments, time) -> {
                time.ended(inTheMidst);
                return null;
            });
        }
    }

    private void noteEarly(RecordBatch fresh) {
        if (!goesOn || (again && unfinished == 0)) {
            return;
        }
        for (int i = 0; i < fresh.size(); i++) {
            Record record = fresh.get(i);
            long second = record.archiveTimestamp();
            if (again && second >= caughtUpAt && StreamTime.counts(record)) {
                unfinished = 0;
            } else if (!again && second < asked && StreamTime.counts(record) && (early == 0 || second < early)) {
                early = second;
            }
        }
    }

    @Override
    public boolean written() {
        return gathered.isEmpty();
    }

    @Override
    public long next() {
        return log.end() + gatheredRecords;
    }

    @Override
    public boolean askAgain() {
        boolean due = early > 0 && !toldAgain && gathered.isEmpty();
        toldAgain |= due;
        return due;
    }

    @Override
    public long repeated() {
        Repetition now = repetition;
        return repeatedBefore + (now == null ? 0 : now.left());
    }

    @Override
    public String heldBack() {
        return appender.heldBack();
    }

    private void endRepetition() {
        if (repetition != null) {
            repeatedBefore += repetition.left();
            repetition.close();
            repetition = null;
        }
    }

    @Override
    public void close() {
        forgetGathered();
        endRepetition();
        appender.tellReaders();
        appender.release(this);
    }
}
