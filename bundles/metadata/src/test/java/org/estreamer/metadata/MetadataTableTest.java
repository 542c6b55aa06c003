package org.estreamer.metadata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MetadataTableTest {
    private final MetadataTable table = new MetadataTable();

    @Test
    void shouldBeEmptyAtFirst() {
        assertEquals(-1, table.slot(0));
        assertEquals(0, table.size());
        assertEquals(0, table.messages(Long.MAX_VALUE).length);
    }

    @Test
    void shouldKeepTheNewestOfEveryKeyInTheOrderOfTheirChanges() {
        Random random = new Random(1);
        Map<Long, Long> expected = new LinkedHashMap<>();
        for (long number = 0; number < 20_000; number++) {
            // keys that collide in their low bits
            long key = (long) random.nextInt(3_000) << (random.nextInt(2) * 32);
            expected.remove(key);
            expected.put(key, number);
            table.put(key, -number, number, new byte[] {(byte) number});
        }

        assertEquals(expected.size(), table.size());
        expected.forEach((key, number) -> {
            int slot = table.slot(key);
            assertEquals(number, table.number(slot));
            assertEquals(-number, table.digest(slot));
        });
        long[] numbers = expected.values().stream().mapToLong(number -> number).toArray();
        assertArrayEquals(numbers, table.numbers());
        byte[][] messages = table.messages(Long.MAX_VALUE);
        for (int i = 0; i < numbers.length; i++) {
            assertEquals((byte) numbers[i], messages[i][0]);
        }
        assertEquals(-1, table.slot(-1));
    }

    @Test
    void shouldLeaveOutWhatChangedLater() {
        table.put(1, 1, 10, new byte[] {10});
        table.put(2, 2, 11, new byte[] {11});
        table.put(1, 3, 12, new byte[] {12});

        assertArrayEquals(new byte[][] {{11}, {12}}, table.messages(13));
        assertArrayEquals(new byte[][] {{11}}, table.messages(12));
        assertArrayEquals(new byte[0][], table.messages(11));
    }
}
