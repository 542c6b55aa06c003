package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.api.Test;

class MetadataMemoryTest {
    private static final int THREE_RECORDS = 3 * (8 + 200);

    private final MetadataMemory memory = new MetadataMemory(Rig.SERVER, THREE_RECORDS);

    @Test
    void shouldKeepMetadataAndNothingElse() {
        assertTrue(kept().isEmpty());
        remember(FakeRecord.event(100, 1), FakeRecord.metadata(2), FakeRecord.malware(100, 3));
        assertEquals(List.of(2L), kept());
    }

    @Test
    void shouldKeepEachContentOnceInTheOrderItCameLast() {
        remember(FakeRecord.metadata(1), FakeRecord.metadata(2), FakeRecord.metadata(1));
        remember(FakeRecord.metadata(3), FakeRecord.metadata(2));
        assertEquals(List.of(1L, 3L, 2L), kept());
    }

    @Test
    void shouldForgetTheOldestBeyondItsBound() {
        remember(LongStream.range(0, 50).mapToObj(FakeRecord::metadata).toArray(FakeRecord[]::new));
        remember(FakeRecord.metadata(48));
        assertEquals(List.of(47L, 49L, 48L), kept());
    }

    private void remember(FakeRecord... records) {
        memory.remember(new RecordBatch(Rig.SERVER, List.of(records)));
    }

    private List<Long> kept() {
        List<Long> numbers = new ArrayList<>();
        memory.all().forEach(parcel -> parcel.batch().forEach(record -> numbers.add(((FakeRecord) record).number())));
        return numbers;
    }
}
