package org.estreamer.format;

import java.io.IOException;
import java.io.OutputStream;
import org.estreamer.record.Record;
import org.osgi.annotation.versioning.ProviderType;

/** Writes records in one format. Keeps a buffer between records, so it belongs to one thread. */
@ProviderType
public interface RecordWriter {
    /**
     * Writes one record with its line end, in one call of {@link OutputStream#write(byte[], int, int)}.
     *
     * @param record the record
     * @param out    where to
     * @throws IOException what the stream threw
     */
    void write(Record record, OutputStream out) throws IOException;
}
