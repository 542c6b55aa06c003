package org.estreamer.pipeline.log;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;

/** A log under test, and what its tests do with it. */
public interface EventLogRig {
    /** A server's name. */
    String SERVER = "fmc";

    /** A request for everything from the oldest on. */
    LogRequest REQUEST = new LogRequest("all", "certificate", 0);

    /** Its host and port. */
    String ADDRESS = "fmc.example:8302";

    /** Longer than anything takes. */
    Duration LIMIT = Duration.ofSeconds(20);

    /** The log under test, the same for the whole test. */
    EventLog log();

    /**
     * An event that can be told from others.
     *
     * @param second its archival second; 0 for none
     * @param number what makes its bytes its own
     */
    Record event(long second, long number);

    /** The log's clock goes on: what arrives from here on arrives at the given moment or later, and nothing before. */
    Instant advance();

    /** Events, one a second from second 1000 on: number n has second 1000 + n. */
    default RecordBatch events(long from, long to) {
        List<Record> events = new ArrayList<>();
        for (long number = from; number < to; number++) {
            events.add(event(1_000 + number, number));
        }
        return new RecordBatch(SERVER, events);
    }

    /** A writer that has begun a connection. */
    default LogWriter writer() throws Exception {
        LogWriter writer = log().write(SERVER, ADDRESS);
        writer.begin(REQUEST);
        return writer;
    }

    /** Appends events, so that they are in the log. */
    default void put(long from, long to) throws Exception {
        try (LogWriter writer = writer()) {
            writer.append(events(from, to));
            writer.flush();
        }
    }

    /** A reader for a plugin that goes on where the log knows it to be. */
    default LogReader placed(String plugin) throws Exception {
        LogReader reader = log().read(plugin, false);
        reader.place(SERVER, Optional.empty());
        return reader;
    }

    /** The digests of so many records, in order. */
    default List<Long> read(LogReader reader, int count) throws Exception {
        List<Long> digests = new ArrayList<>();
        while (digests.size() < count) {
            LogBatch batch = reader.poll(LIMIT);
            assertNotNull(batch, () -> "only " + digests.size() + " of " + count + " records");
            batch.records().forEach(record -> digests.add(record.digest()));
        }
        return digests;
    }

    /** The digests of records. */
    default List<Long> digests(RecordBatch records) {
        List<Long> digests = new ArrayList<>();
        records.forEach(record -> digests.add(record.digest()));
        return digests;
    }
}
