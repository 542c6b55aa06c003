package org.estreamer.metadata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.estreamer.metadata.names.NameKey;
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
        byte[][] messages = table.messages(Long.MAX_VALUE);
        for (int i = 0; i < numbers.length; i++) {
            assertEquals((byte) numbers[i], messages[i][0]);
        }
        assertEquals(-1, table.slot(-1));
    }

    @Test
    void shouldGiveWhatWasValidBeforeANumber() {
        table.put(1, 1, 10, new byte[] {10});
        table.put(2, 2, 11, new byte[] {11});
        table.put(1, 3, 12, new byte[] {12});

        assertArrayEquals(new byte[][] {{11}, {12}}, table.messages(13));
        assertArrayEquals(new byte[][] {{10}, {11}}, table.messages(12));
        assertArrayEquals(new byte[][] {{10}}, table.messages(11));
        assertArrayEquals(new byte[0][], table.messages(10));
        assertArrayEquals(new byte[][] {{10}, {11}, {12}}, table.messages());
        assertArrayEquals(new long[] {10, 11, 12}, table.numbers());
    }

    @Test
    void shouldFindTheMessageThatWasValidAtANumber() {
        table.put(1, 1, 10, new byte[] {10});
        table.put(1, 2, 20, new byte[] {20});
        for (int other = 2; other < 1_000; other++) {
            table.put(other, 0, 20 + other, new byte[1]); // grows in between
        }
        table.put(1, 3, 2_000, new byte[] {30});

        assertEquals(-1, table.slot(1, 9));
        assertEquals(10, table.message(table.slot(1, 10))[0]);
        assertEquals(10, table.message(table.slot(1, 19))[0]);
        assertEquals(20, table.message(table.slot(1, 1_999))[0]);
        assertEquals(30, table.message(table.slot(1, Long.MAX_VALUE))[0]);
    }

    @Test
    void shouldBoundOlderMessagesAndTakeTheOldestThatIsLeft() {
        int each = 1 << 20;
        for (int number = 0; number < 100; number++) {
            table.put(1, number, number, new byte[each]);
        }

        assertEquals(1, table.size());
        int held = table.messages().length;
        assertTrue(held > 2 && (held - 1L) * each <= MetadataTable.MAX_OLD_BYTES, held + " are held");
        long oldest = table.numbers()[0];
        assertEquals(oldest, table.number(table.slot(1, 0)));
        for (int other = 2; other < 1_000; other++) {
            table.put(other, 0, 100, new byte[1]);
        }
        assertEquals(oldest, table.number(table.slot(1, 0)), "after it has grown");
        assertEquals(-1, table.slot(2, 99));
    }

    @Test
    void shouldHoldAMillionUsersAndAHundredThousandRulesIn180Megabytes() {
        long before = usedMemory();
        MetadataTable large = new MetadataTable();
        for (int user = 0; user < 1_000_000; user++) {
            large.put(MetadataKeys.key(98, 0, NameKey.mixed(0, user)), user, user, new byte[60]);
        }
        for (int rule = 0; rule < 100_000; rule++) {
            large.put(MetadataKeys.key(119, 0, NameKey.mixed(0, rule)), rule, 1_000_000 + rule, new byte[120]);
        }
        long taken = usedMemory() - before;
        assertEquals(1_100_000, large.size());
        assertTrue(taken < 180_000_000, taken + " bytes");
    }

    /** What is left after the garbage has been collected. */
    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
