package org.estreamer.log.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestSetTest {
    @TempDir
    private Path folder;

    /** As many digests as given, of so many different ones, with so much memory. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1000000",
        "5000, 100000, 1000000",
        "5000, 50, 1000000",
        "5000, 50, 0",
        "140000, 1000000, 0",
        "70000, 3000, 100000",
        "70000, 30000, 300000",
        "70000, 1, 0"
    })
    void shouldCountLikeAMap(int count, int different, long bytes) throws Exception {
        DigestMemory memory = new DigestMemory(bytes);
        Random random = new Random(count);
        Map<Long, Integer> counts = new HashMap<>();
        try (SpillFile spill = new SpillFile(folder.resolve("spill"))) {
            DigestSet set = new DigestSet(0, 60, memory, spill);
            for (int i = 0; i < count; i++) {
                long digest = random.nextInt(different) * 0x9E3779B97F4A7C15L;
                set.add(digest);
                counts.merge(digest, 1, Integer::sum);
            }
            set.complete();
            assertTrue(memory.taken() <= bytes);
            for (int i = 0; i < 2 * count && !set.isSpent(); i++) {
                if (i == count / 2) {
                    set.moveToDisk();
                    assertEquals(0, memory.taken());
                }
                long digest = random.nextInt(different) * 0x9E3779B97F4A7C15L;
                assertEquals(counts.getOrDefault(digest, 0) > 0, set.spend(digest));
                counts.computeIfPresent(digest, (key, left) -> left > 1 ? left - 1 : null);
            }
            spendTheRest(set, counts);
        }
        assertEquals(0, memory.taken());
        assertFalse(Files.exists(folder.resolve("spill")));
    }

    private static void spendTheRest(DigestSet set, Map<Long, Integer> counts) throws Exception {
        for (Map.Entry<Long, Integer> left : counts.entrySet()) {
            for (int i = left.getValue(); i > 0; i--) {
                assertTrue(set.spend(left.getKey()));
            }
        }
        assertTrue(set.isSpent());
    }

    @Test
    void shouldKeepSetsApartInOneFile() throws Exception {
        DigestMemory none = new DigestMemory(0);
        try (SpillFile spill = new SpillFile(folder.resolve("spill"))) {
            DigestSet[] sets = new DigestSet[3];
            for (int s = 0; s < sets.length; s++) {
                sets[s] = new DigestSet(s, s + 1, none, spill);
                for (long digest = 0; digest < 100_000; digest++) {
                    sets[s].add(digest * 3 + s);
                }
                sets[s].complete();
            }
            for (long digest = 0; digest < 100_000; digest += 97) {
                for (int s = 0; s < sets.length; s++) {
                    assertFalse(sets[s].spend(digest * 3 + (s + 1) % 3));
                    assertTrue(sets[s].spend(digest * 3 + s));
                    assertFalse(sets[s].spend(digest * 3 + s));
                }
            }
        }
    }
}
