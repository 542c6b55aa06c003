package org.estreamer.session.conversation;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.estreamer.pipeline.message.Message;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.estreamer.record.RecordGroup;
import org.estreamer.session.conversation.UnknownKinds.Family;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what a session receives and speaks up about what it cannot read. One thread counts, any may look: plain writes
 * that become visible soon are enough, and cost the reader nothing.
 */
public final class RecordCensus {
    private static final Logger LOG = LoggerFactory.getLogger(RecordCensus.class);
    private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

    /** So many events without a second are no accident. */
    private static final int UNDATED = 100;

    private final String session;
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final AtomicLong connects = new AtomicLong();
    private final AtomicLong newest = new AtomicLong();
    private final UnknownKinds kinds = new UnknownKinds();
    private byte[] offer = {};
    /** Whether nothing more is to be said of events without a second. */
    private boolean undatedTold;

    private int undated;
    private long faultsTold;
    private long lastFaultLine;

    /**
     * Begins to count.
     *
     * @param dated whether the server was asked to say when it has stored a record
     */
    public RecordCensus(String session, boolean dated) {
        this.session = session;
        this.undatedTold = !dated;
    }

    public void connected() {
        add(connects, 1);
    }

    void received(long count) {
        add(bytes, count);
    }

    void count(RecordBatch batch) {
        add(records, batch.size());
        for (int i = 0; i < batch.size(); i++) {
            Record record = batch.get(i);
            if (!record.known()) {
                unknown(record);
            }
            if (record.fault() != null) {
                broken(record); // and its timestamp may be any number
                continue;
            }
            if (record.archiveTimestamp() == 0 && !undatedTold) {
                withoutSecond(record);
            }
            if (record.archiveTimestamp() > newest.getPlain()) {
                newest.lazySet(record.archiveTimestamp());
            }
        }
    }

    private void withoutSecond(Record record) {
        if (record.messageType() != Record.EVENT_DATA || record.group() == RecordGroup.METADATA) {
            return;
        }
        undated++;
        undatedTold = undated == UNDATED;
        if (undatedTold && newest.getPlain() == 0) {
            LOG.warn(
                    "Session {}: the server does not say when it stored its records, though it was asked to (archival"
                            + " timestamps): a new connection can only ask from the last arrival less ten minutes, so"
                            + " records may come twice, and what was stored before that is not asked for",
                    session);
        } else if (undatedTold) {
            LOG.warn(
                    "Session {}: the server says only of some records when it stored them, though it was asked to (archival"
                            + " timestamps): {} are without, and come twice where a new connection repeats them",
                    session,
                    undated);
        }
    }

    /**
     * Takes note of what a server offers.
     *
     * @return whether its bytes are to be kept: there is a service in it that is not known here, and it is not the same as before
     */
    boolean offered(Message.StreamingInformation information) {
        boolean strange = false;
        for (Message.Service service : information.services()) {
            if (!OfferedServices.isKnown(service)) {
                strange = true;
                kinds.count(Family.SERVICE, service.id(), 0);
            }
        }
        if (!strange || Arrays.equals(offer, information.content())) {
            return false;
        }
        offer = information.content();
        LOG.warn(
                "Session {}: the server offers {}; what is no eStreamer is not known here and not asked for. The bytes of the"
                        + " offer are kept, so plugins get them once",
                session,
                OfferedServices.words(information.services()));
        return true;
    }

    /** Takes note of how many records were left out so far. */
    void repeated(long count) {
        repeated.lazySet(count);
    }

    private void unknown(Record record) {
        add(unknown, 1);
        if (record.messageType() == Message.StreamingInformation.TYPE) {
            return; // its services are counted
        }
        Family family = family(record);
        boolean isEvent = family != Family.MESSAGE;
        boolean isFirst = kinds.count(
                family,
                isEvent ? record.type() : record.messageType(),
                family == Family.BLOCK ? record.blockType() : 0);
        if (isFirst) {
            tellUnknown(record, family);
        }
    }

    private static Family family(Record record) {
        if (record.messageType() != Record.EVENT_DATA) {
            return Family.MESSAGE;
        }
        return record.group() == RecordGroup.UNKNOWN ? Family.RECORD : Family.BLOCK;
    }

    private void tellUnknown(Record record, Family family) {
        if (family == Family.MESSAGE) {
            LOG.warn(
                    "Session {}: messages of type {} are kept as they are, as their content is not known here; plugins get"
                            + " their bytes. The first has {}",
                    session,
                    record.messageType(),
                    record.messageLength());
        } else if (family == Family.RECORD) {
            LOG.warn("Session {}: no layout for record type {}; plugins get its bytes", session, record.type());
        } else {
            LOG.warn(
                    "Session {}: no layout for block type {} in record type {} ({}); plugins get its bytes",
                    session,
                    record.blockType(),
                    record.type(),
                    record.name());
        }
    }

    private void broken(Record record) {
        add(faults, 1);
        long now = System.nanoTime();
        if (faultsTold > 0 && now - lastFaultLine < QUIET_NANOS) {
            return;
        }
        lastFaultLine = now;
        LOG.warn(
                "Session {}: broken record of type {} ({}), {} bytes: {}; plugins get its bytes. {} broken since the last"
                        + " such line",
                session,
                record.type(),
                record.name(),
                record.messageLength(),
                record.fault(),
                faults.getPlain() - faultsTold);
        faultsTold = faults.getPlain();
    }

    public long records() {
        return records.get();
    }

    public long bytes() {
        return bytes.get();
    }

    public long faults() {
        return faults.get();
    }

    public long unknown() {
        return unknown.get();
    }

    /** How often each kind of what is not known here has come. */
    public Map<String, Long> unknownKinds() {
        return kinds.tally();
    }

    public long repeated() {
        return repeated.get();
    }

    public long connects() {
        return connects.get();
    }

    /** The newest archival second seen; 0 for none. */
    public long newest() {
        return newest.get();
    }

    private static void add(AtomicLong counter, long count) {
        counter.lazySet(counter.getPlain() + count);
    }
}
