package org.estreamer.dispatcher;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.estreamer.record.RecordGroup;

/**
 * The metadata of one connection, for plugins that join it later: a server sends what an id is called once on every
 * connection, before the first event with that id. For the reader's thread.
 */
final class MetadataMemory {
    /** What a record takes beside its bytes. */
    private static final int RECORD_BYTES = 200;

    private static final int PIECE = 500;

    private final String server;
    private final long maxBytes;
    private final Map<Long, Record> records = new LinkedHashMap<>();
    private long bytes;

    /**
     * Makes one.
     *
     * @param maxBytes about how much memory it may take; the oldest records go first
     */
    MetadataMemory(String server, long maxBytes) {
        this.server = server;
        this.maxBytes = maxBytes;
    }

    /** Keeps the metadata of a batch, each content once, on bytes of its own: the message is not kept for it. */
    void remember(RecordBatch batch) {
        for (Record record : batch) {
            if (record.group() == RecordGroup.METADATA) {
                Long digest = record.digest();
                // a name that comes again is the newest one again
                Record known = records.remove(digest);
                records.put(digest, known == null ? added(record) : known);
            }
        }
        forgetOldest();
    }

    private Record added(Record record) {
        bytes += record.messageLength() + RECORD_BYTES;
        return record.detached();
    }

    private void forgetOldest() {
        Iterator<Record> oldest = records.values().iterator();
        while (bytes > maxBytes && oldest.hasNext()) {
            bytes -= oldest.next().messageLength() + RECORD_BYTES;
            oldest.remove();
        }
    }

    /** All that is kept, in the order it came last, in pieces that find room in a queue which is not empty. */
    List<Parcel> all() {
        List<Record> kept = List.copyOf(records.values());
        List<Parcel> parcels = new ArrayList<>();
        for (int from = 0; from < kept.size(); from += PIECE) {
            List<Record> piece = kept.subList(from, Math.min(from + PIECE, kept.size()));
            parcels.add(Parcel.unplaced(new RecordBatch(server, piece)));
        }
        return parcels;
    }
}
