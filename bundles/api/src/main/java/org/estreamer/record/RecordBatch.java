package org.estreamer.record;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;

/**
 * The records of one message from a server, in the order they came, with the bytes they are made of.
 *
 * <pre>
 *   bytes:    ... | message | message | ...        as many as there are records
 *   message:  | version | type    | length        | length bytes |
 *             | uint16  | uint16  | uint32        |              |
 * </pre>
 */
public final class RecordBatch implements Iterable<Record> {
    /** The bytes before the content of an inner message. */
    public static final int HEADER = 8;

    private static final short VERSION = 1;

    private final String server;
    private final byte[] bytes;
    private final int offset;
    private final int length;
    private final Record[] records;

    /** Whose names the records have: written after they have got them, so that other threads see those as well. */
    private volatile NameSource named;

    /**
     * Makes a batch of records that stand in one array.
     *
     * @param server  the name of the session that received it
     * @param bytes   holds the inner messages; kept, so do not change it
     * @param offset  where the first one begins
     * @param length  how many bytes they have
     * @param records the record of each of them; may be empty
     */
    public RecordBatch(String server, byte[] bytes, int offset, int length, List<? extends Record> records) {
        this(server, bytes, offset, length, records.toArray(Record[]::new));
    }

    /**
     * Makes a batch of records from elsewhere, whose bytes are put together.
     *
     * @param server  the name of the session that received it
     * @param records event data records; may be empty
     */
    public RecordBatch(String server, List<? extends Record> records) {
        this(server, framed(records), records);
    }

    private RecordBatch(String server, byte[] bytes, List<? extends Record> records) {
        this(server, bytes, 0, bytes.length, records.toArray(Record[]::new));
    }

    private RecordBatch(String server, byte[] bytes, int offset, int length, Record... records) {
        this.server = server;
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        this.records = records;
    }

    private static byte[] framed(List<? extends Record> records) {
        int total = records.stream()
                .mapToInt(record -> HEADER + record.messageLength())
                .sum();
        ByteBuffer framed = ByteBuffer.allocate(total);
        for (Record record : records) {
            framed.putShort(VERSION)
                    .putShort((short) record.messageType())
                    .putInt(record.messageLength())
                    .put(record.message());
        }
        return framed.array();
    }

    /**
     * The inner messages of several batches.
     *
     * @param batches in order
     * @return a copy, one behind the other
     */
    public static byte[] bytesOf(List<RecordBatch> batches) {
        ByteBuffer bytes = ByteBuffer.allocate(
                batches.stream().mapToInt(batch -> batch.length).sum());
        batches.forEach(batch -> bytes.put(batch.bytes, batch.offset, batch.length));
        return bytes.array();
    }

    /**
     * The inner messages of some of the records.
     *
     * @param kept the indexes of those records
     * @return a copy, one behind the other
     */
    public byte[] bytesOf(BitSet kept) {
        ByteBuffer all = ByteBuffer.wrap(bytes);
        ByteBuffer some = ByteBuffer.allocate(length);
        int at = offset;
        for (int i = 0; i < records.length; i++) {
            int size = HEADER + all.getInt(at + 4);
            if (kept.get(i)) {
                some.put(bytes, at, size);
            }
            at += size;
        }
        return Arrays.copyOf(some.array(), some.position());
    }

    /**
     * What is left from a record on.
     *
     * @param index 0 to {@code size()}
     * @return the batch without the records before it
     */
    public RecordBatch from(int index) {
        int start = offset;
        for (int i = 0; i < index; i++) {
            start += HEADER + ByteBuffer.wrap(bytes).getInt(start + 4);
        }
        Record[] rest = Arrays.copyOfRange(records, index, records.length);
        return new RecordBatch(server, bytes, start, offset + length - start, rest);
    }

    /**
     * Has the records ask a source for their names. Readers that share a batch may all call it, with the same source.
     *
     * @param source knows the names
     * @param first  the number of the first record in its log
     */
    public void nameBy(NameSource source, long first) {
        if (named != source) {
            for (int i = 0; i < records.length; i++) {
                records[i].nameBy(source, first + i);
            }
            named = source;
        }
    }

    /**
     * Tells the records when they came. Call it before other threads see the batch.
     *
     * @param millis since 1970
     */
    public void arriveAt(long millis) {
        for (Record record : records) {
            record.arriveAt(millis);
        }
    }

    /**
     * The server the records came from.
     *
     * @return the name of its session
     */
    public String server() {
        return server;
    }

    /**
     * How many records there are.
     *
     * @return 0 or more
     */
    public int size() {
        return records.length;
    }

    /**
     * One record.
     *
     * @param index 0 to {@code size() - 1}
     * @return the record
     */
    public Record get(int index) {
        return records[index];
    }

    /**
     * The array that holds the inner messages.
     *
     * @return the array itself, not a copy: do not change it
     */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * Where the first inner message begins in {@link #bytes}.
     *
     * @return 0 or more
     */
    public int offset() {
        return offset;
    }

    /**
     * How many bytes the inner messages have.
     *
     * @return 0 or more
     */
    public int length() {
        return length;
    }

    @Override
    public Iterator<Record> iterator() {
        return Arrays.asList(records).iterator();
    }
}
