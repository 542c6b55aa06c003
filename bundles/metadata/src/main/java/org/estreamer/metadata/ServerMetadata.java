package org.estreamer.metadata;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.estreamer.metadata.names.NameStore;
import org.estreamer.metadata.names.ServerNames;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogPosition;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.estreamer.record.RecordGroup;

/**
 * The metadata of one server, as far as its log has been read. One thread reads the log, any may ask.
 *
 * <p>Where records are missing in the log, one of them may have been metadata. What was known before is kept then, but not
 * trusted: it counts as new when it comes again.
 */
final class ServerMetadata implements NameStore {
    private static final int PIECE = 500;

    private final String server;
    private final MessageCodec codec;
    private final MetadataKeys keys;
    private final ServerNames names;
    private final MetadataTable table = new MetadataTable();
    private long next = -1;
    private long trusted;
    private LogPosition position;
    private int changes;

    ServerMetadata(String server, MessageCodec codec, MetadataKeys keys, ServerNames names) {
        this.server = server;
        this.codec = codec;
        this.keys = keys;
        this.names = names;
    }

    /** Goes on from what was kept. */
    ServerMetadata(String server, MessageCodec codec, MetadataKeys keys, ServerNames names, Snapshot kept) {
        this(server, codec, keys, names);
        for (int i = 0; i < kept.messages().length; i++) {
            byte[] message = kept.messages()[i];
            Record record = codec.records(server, message, 0, message.length).get(0);
            table.put(keys.of(record), record.digest(), kept.numbers()[i], message);
        }
        position = kept.position();
        trusted = kept.trusted();
    }

    /** Everything before it has been read; empty if nothing has. */
    synchronized Optional<LogPosition> position() {
        return Optional.ofNullable(position);
    }

    /** Reading goes on at this number. */
    synchronized void placed(long number) {
        next = number;
    }

    /** Whether everything before a number has been read, and the newest record of this key has the same bytes. */
    synchronized boolean isKnown(Record record, long changed) {
        if (next < changed) {
            return false;
        }
        int slot = table.slot(keys.of(record));
        return slot >= 0 && table.digest(slot) == record.digest() && table.number(slot) >= trusted;
    }

    /** Takes what comes next in the log. */
    synchronized void take(LogBatch batch) {
        if (batch.gap() != null) {
            trusted = batch.gap().next();
            changes++;
        }
        RecordBatch records = batch.records();
        int at = records.offset();
        for (int i = 0; i < records.size(); i++) {
            Record record = records.get(i);
            int length = RecordBatch.HEADER + record.messageLength();
            if (record.group() == RecordGroup.METADATA) {
                take(record, batch.first() + i, records.bytes(), at, length);
            }
            at += length;
        }
        next = batch.next();
        position = withSecond(batch.after(records.size()));
    }

    @Override
    public synchronized Version at(int type, int netmapId, long key, long number) {
        int slot = table.slot(MetadataKeys.key(type, netmapId, key), number);
        if (slot < 0) {
            return null;
        }
        byte[] message = table.message(slot);
        return new Version(codec.records(server, message, 0, message.length).get(0), table.number(slot));
    }

    /**
     * Metadata have no second of their own, and a position without one is of somebody who has finished nothing: another log
     * would take it without a word.
     */
    private LogPosition withSecond(LogPosition after) {
        long before = position == null ? 1 : position.second();
        return after.second() > 0 ? after : new LogPosition(after.log(), after.epoch(), after.number(), before);
    }

    private void take(Record record, long number, byte[] bytes, int at, int length) {
        long parts = keys.parts(record);
        long key = MetadataKeys.key(record.type(), record.netmapId(), parts);
        long digest = record.digest();
        int slot = table.slot(key);
        if (slot < 0 || table.digest(slot) != digest || table.number(slot) < trusted) {
            // a copy, as the message it came in may be a thousand times as large
            table.put(key, digest, number, Arrays.copyOfRange(bytes, at, at + length));
            changes++;
            names.changed(record, parts);
        }
    }

    /** The records that were last changed before a number, in that order. A piece is decoded when it is asked for. */
    List<RecordBatch> current(long before) {
        byte[][] messages = messages(before);
        return new AbstractList<>() {
            @Override
            public int size() {
                return (messages.length + PIECE - 1) / PIECE;
            }

            @Override
            public RecordBatch get(int index) {
                int first = index * PIECE;
                return piece(Arrays.copyOfRange(messages, first, Math.min(first + PIECE, messages.length)));
            }
        };
    }

    private synchronized byte[][] messages(long before) {
        return table.messages(before);
    }

    private RecordBatch piece(byte[]... messages) {
        int length = Arrays.stream(messages).mapToInt(message -> message.length).sum();
        byte[] bytes = new byte[length];
        int at = 0;
        for (byte[] message : messages) {
            System.arraycopy(message, 0, bytes, at, message.length);
            at += message.length;
        }
        return codec.records(server, bytes, 0, length);
    }

    /** How many changes there were since {@link #kept}. */
    synchronized int changes() {
        return changes;
    }

    /** How many records there are. */
    synchronized int size() {
        return table.size();
    }

    /** What is to be kept; something must have been read. */
    synchronized Snapshot snapshot() {
        return new Snapshot(position, trusted, table.numbers(), table.messages());
    }

    /** Some changes have been kept. */
    synchronized void kept(int count) {
        changes -= count;
    }
}
