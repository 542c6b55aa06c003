package org.estreamer.plugin.jdbc.rows;

import java.util.Optional;
import org.estreamer.record.Record;

/** Turns records into rows. */
public interface RowShape {
    /** The row of a record; empty for a record that only adds to what other rows say, or to nothing. */
    Optional<Row> row(Record record);

    /** Whether a value goes into the column of its name whatever that column is: the table is the user's. */
    boolean isFixed();
}
