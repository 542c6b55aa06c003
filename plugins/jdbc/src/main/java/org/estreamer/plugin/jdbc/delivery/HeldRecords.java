package org.estreamer.plugin.jdbc.delivery;

import java.util.ArrayList;
import java.util.List;
import org.estreamer.record.Record;

/**
 * The records since the last commit: first those whose rows are in the transaction under way, then the others. If that
 * transaction fails all are inserted again.
 */
final class HeldRecords {
    private final List<Record> records = new ArrayList<>();
    private int inserted;

    void add(Record record) {
        records.add(record);
    }

    int size() {
        return records.size();
    }

    int waiting() {
        return records.size() - inserted;
    }

    List<Record> toInsert() {
        return List.copyOf(records.subList(inserted, records.size()));
    }

    void inserted() {
        inserted = records.size();
    }

    /** The transaction is gone. */
    void rolledBack() {
        inserted = 0;
    }

    /** The first records are there for good. */
    void committed(int count) {
        records.subList(0, count).clear();
        inserted = 0;
    }

    /** Leaves a record out: this object, for the same bytes may be there twice. */
    void remove(Record refused) {
        records.removeIf(record -> record == refused);
    }
}
