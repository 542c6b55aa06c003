package org.estreamer.session.conversation;

import java.util.Arrays;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.metadata.Metadata;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.estreamer.record.RecordGroup;

/**
 * Leaves out the metadata that say nothing new: a server sends all of them again on every connection. For one thread.
 *
 * <p>The store of metadata reads the log and lags behind it. It may only be believed once it has read all metadata that this
 * session has appended: of A, B and A again the last one is new, though the store may still have the first. So what follows a
 * new one within its batch is not even asked for.
 */
final class MetadataFilter {
    private final MessageCodec codec;
    private final Metadata metadata;

    /** The number behind the last metadata record in the log, or a later one. */
    private long changed;

    /** The number behind the last record that was appended, or may have been. */
    private long end;

    /** A number that the store can only come to by reading what has replaced a lost end. */
    private long lost;

    /** Whether the batch chosen last has a metadata record that is new. */
    private boolean changes;

    /**
     * Begins.
     *
     * @param end the number that the next record of the log gets
     */
    MetadataFilter(MessageCodec codec, Metadata metadata, long end) {
        this.codec = codec;
        this.metadata = metadata;
        this.changed = end;
        this.end = end;
    }

    /**
     * A connection begins.
     *
     * @param next the number that the next record of the log gets
     */
    void begins(long next) {
        if (next < end) {
            // the log has lost its end: what the store has read of that must not count until it has read what comes
            // instead
            lost = end + 1;
            end = next;
        }
    }

    /**
     * Chooses what is to be appended next.
     *
     * @param batch records in the order they came
     * @param next  the number that the next record of the log gets
     * @return the same batch if nothing of it is left out; empty if there is nothing new in it
     */
    RecordBatch news(RecordBatch batch, long next) {
        changes = false;
        int at = batch.offset();
        byte[] kept = null;
        int length = 0;
        for (int i = 0; i < batch.size(); i++) {
            int bytes = RecordBatch.HEADER + batch.get(i).messageLength();
            if (isKnown(batch.get(i))) {
                if (kept == null) {
                    kept = Arrays.copyOfRange(batch.bytes(), batch.offset(), batch.offset() + batch.length());
                    length = at - batch.offset();
                }
            } else if (kept != null) {
                System.arraycopy(batch.bytes(), at, kept, length, bytes);
                length += bytes;
            }
            at += bytes;
        }
        RecordBatch news = kept == null ? batch : codec.records(batch.server(), Arrays.copyOf(kept, length), 0, length);
        // should this not be told to have been appended, it may still be in the log, or have been there to be read
        end = Math.max(end, next + news.size());
        if (changes) {
            changed = end + 1;
        }
        return news;
    }

    private boolean isKnown(Record record) {
        if (record.group() != RecordGroup.METADATA) {
            return false;
        }
        changes = changes || !metadata.isKnown(record, Math.max(changed, lost));
        return !changes;
    }

    /**
     * What was chosen last has been appended.
     *
     * @param next the number that the next record of the log gets now
     */
    void appended(long next) {
        end = next;
        if (changes) {
            changed = next;
        }
    }
}
