package org.estreamer.log.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import org.estreamer.codec.LayoutCodec;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentTest {
    private static final MessageCodec CODEC = new LayoutCodec();
    private static final int FILE = 502;
    private static final String LAST = "egressVRFName";
    private static final int MANY = 1_000;

    /** Each as long as it is with empty texts, or cut to so many bytes. */
    @ParameterizedTest
    @CsvSource({"10000", "60", "24"})
    void shouldCountWhatRecordsNoteWhileTheyAreRead(int longest) {
        byte[] whole = CODEC.encode(new RecordHeader(FILE, 0, 1_000), Map.of("blockType", 79));
        byte[] bytes = new RecordBatch(
                        "fmc",
                        Collections.nCopies(
                                MANY, CODEC.decode("fmc", Arrays.copyOf(whole, Math.min(longest, whole.length)))))
                .bytes();
        noted(bytes); // what is made once
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        RecordBatch records = noted(bytes);
        long taken = threads.getCurrentThreadAllocatedBytes() - before + bytes.length;
        long counted = Recent.bytesOf(new LogBatch(1, 1, 0, Instant.EPOCH, records));
        assertTrue(counted >= taken, taken + " bytes are counted as " + counted);
    }

    private static RecordBatch noted(byte[] bytes) {
        RecordBatch records = CODEC.records("fmc", bytes, 0, bytes.length);
        assertEquals(MANY, records.size());
        int found = 0;
        for (int i = 0; i < MANY; i++) {
            // looks for where all fields before it end
            found += records.get(i).has(LAST) ? 1 : 0;
        }
        assertTrue(found == 0 || found == MANY);
        return records;
    }
}
