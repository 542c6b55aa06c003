package org.estreamer.record;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** The records of one message from a server, in the order they came. */
public final class RecordBatch implements Iterable<Record> {
    private final String server;
    private final Record[] records;

    /**
     * Makes a batch.
     *
     * @param server  the name of the session that received it
     * @param records the records; may be empty
     */
    public RecordBatch(String server, List<? extends Record> records) {
        this.server = server;
        this.records = records.toArray(Record[]::new);
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

    @Override
    public Iterator<Record> iterator() {
        return Arrays.asList(records).iterator();
    }
}
