package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records dated far ahead of those before them: one of them, or all that follow, as the server's clock or ours is wrong, or
 * after a quiet time.
 */
class DatedAheadTest {
    private static final long NOW = System.currentTimeMillis() / 1000;
    private static final long AHEAD = NOW + Duration.ofHours(3).toSeconds();

    @TempDir
    private Path data;

    @Test
    void shouldNeitherLoseNorDoubleAfterOneRecordThatIsDatedAhead() throws Exception {
        FakeRecord[] sent = {
            FakeRecord.event(NOW - 1, 1),
            FakeRecord.event(AHEAD, 2),
            FakeRecord.event(NOW, 3),
            FakeRecord.event(0xFFFF_FFFFL, 4),
            FakeRecord.event(NOW + 1, 5)
        };
        assertEquals(OptionalLong.empty(), run(sent, 1, 2, 3, 4, 5));
        assertEquals(OptionalLong.of(NOW - 1), run(sent));
        assertEquals(OptionalLong.of(NOW - 1), run(append(sent, FakeRecord.event(NOW + 2, 6)), 6));
        assertEquals(OptionalLong.of(NOW), run(append(sent, FakeRecord.event(NOW + 2, 6))));
    }

    @Test
    void shouldNeitherLoseNorDoubleWhereTheFirstRecordIsDatedAhead() throws Exception {
        assertEquals(OptionalLong.empty(), run(new FakeRecord[] {FakeRecord.event(AHEAD, 1)}, 1));
        FakeRecord[] sent = {FakeRecord.event(AHEAD, 1), FakeRecord.event(NOW, 2)};
        OptionalLong from = run(sent, 2);
        assertTrue(from.getAsLong() <= NOW, from::toString);
        run(sent);
    }

    @Test
    void shouldNotTakeStraysForProofThatComeInARowOnTheNextConnection() throws Exception {
        FakeRecord[] mixed = new FakeRecord[20];
        Arrays.setAll(mixed, i -> FakeRecord.event((i % 2 == 0 ? NOW : AHEAD) + i, i));
        run(mixed, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
        FakeRecord[] inOrder = mixed.clone();
        Arrays.sort(inOrder, Comparator.comparingLong(FakeRecord::archiveTimestamp));
        assertEquals(OptionalLong.of(NOW + 16), run(inOrder));
        FakeRecord[] more = append(inOrder, FakeRecord.event(NOW + 19, 20));
        assertEquals(OptionalLong.of(NOW + 16), run(more, 20));
        assertEquals(OptionalLong.of(NOW + 17), run(more));
    }

    @Test
    void shouldNotDoubleTheLastOfABurstAfterAQuietTime() throws Exception {
        FakeRecord[] burst = new FakeRecord[9];
        Arrays.setAll(burst, i -> FakeRecord.event(NOW - 5000 + (i == 0 ? 0 : 3000 + 7L * i), i));
        try (Rig rig = new Rig(data)) {
            CollectingPlugin plugin = new CollectingPlugin();
            rig.add("plugin", plugin);
            for (int connection = 0; connection < 3; connection++) {
                rig.open();
                for (FakeRecord record : burst) {
                    rig.send(record);
                }
                int skipped = connection * burst.length;
                Await.until(
                        "all are counted",
                        () -> plugin.taken.size() + rig.status("plugin").skipped() >= burst.length + skipped);
            }
            assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L), plugin.numbers());
        }
    }

    @Test
    void shouldBeginWithTheFirstStrayWhereTheFirstRecordsAreDatedAhead() throws Exception {
        Disk disk = new Disk();
        FakeRecord[] sent = new FakeRecord[20];
        Arrays.setAll(sent, i -> FakeRecord.event(AHEAD + 10L * i, i));
        disk.full(true);
        try (Rig rig = new Rig(data)) {
            DurableCollector plugin = new DurableCollector(disk);
            rig.add("plugin", plugin);
            rig.open();
            rig.send(sent);
            plugin.awaitTaken(sent.length);
        }
        disk.full(false);
        try (Rig rig = new Rig(data)) {
            DurableCollector plugin = new DurableCollector(disk);
            rig.add("plugin", plugin);
            assertEquals(OptionalLong.of(AHEAD - 2), rig.open().resumeSecond());
            rig.send(sent);
            plugin.awaitTaken(sent.length);
        }
    }

    @Test
    void shouldNeitherLoseNorDoubleAfterAQuietTime() throws Exception {
        long begin = NOW - Duration.ofDays(2).toSeconds();
        long later = begin + Duration.ofDays(1).toSeconds();
        FakeRecord[] sent = new FakeRecord[15];
        Arrays.setAll(sent, i -> FakeRecord.event(i == 0 ? begin : later + i, i));
        assertEquals(OptionalLong.empty(), run(Arrays.copyOf(sent, 5), 0, 1, 2, 3, 4));
        assertEquals(OptionalLong.of(begin - 2), run(Arrays.copyOf(sent, 7), 5, 6));
        assertEquals(OptionalLong.of(begin - 2), run(sent, 7, 8, 9, 10, 11, 12, 13, 14));
        assertEquals(OptionalLong.of(later + 12), run(sent));
    }

    @Test
    void shouldLoseNothingAfterARecordThatIsAheadOfOldOnes() throws Exception {
        long begin = NOW - Duration.ofDays(1).toSeconds();
        FakeRecord[] sent = {FakeRecord.event(begin, 1), FakeRecord.event(NOW - 60, 2), FakeRecord.event(begin + 1, 3)};
        run(sent, 1, 2, 3);
        assertEquals(OptionalLong.of(begin - 1), run(append(sent, FakeRecord.event(begin + 30, 4)), 4));
    }

    @Test
    void shouldLeaveOutAStrayThatComesAgainWhenItsTimeHasCome() throws Exception {
        FakeRecord stray = FakeRecord.event(NOW, 9);
        run(new FakeRecord[] {FakeRecord.event(NOW - 200, 1), stray, FakeRecord.event(NOW - 199, 2)}, 1, 9, 2);
        FakeRecord[] inOrder = new FakeRecord[20];
        Arrays.setAll(inOrder, i -> i == 19 ? stray : FakeRecord.event(NOW - 190 + 10L * i, 100 + i));
        long[] fresh = new long[19];
        Arrays.setAll(fresh, i -> 100 + i);
        run(inOrder, fresh);
        run(inOrder);
    }

    @Test
    void shouldFollowAServerWhoseClockIsAhead() throws Exception {
        FakeRecord[] sent = new FakeRecord[20];
        Arrays.setAll(sent, i -> FakeRecord.event(AHEAD + i, i));
        run(sent, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
        assertEquals(OptionalLong.of(AHEAD + 17), run(sent));
        assertEquals(OptionalLong.of(AHEAD + 17), run(append(sent, FakeRecord.event(AHEAD + 20, 20)), 20));
    }

    @Test
    void shouldGoByWhatCameBeforeWhereOurClockWasSetBack() throws Exception {
        FakeRecord[] sent = new FakeRecord[200];
        Arrays.setAll(sent, i -> FakeRecord.event(NOW + 50L * i, i));
        FakeRecord last = sent[199];
        try (Rig rig = new Rig(data)) {
            CollectingPlugin plugin = new CollectingPlugin();
            rig.add("plugin", plugin);
            rig.open();
            rig.send(sent);
            plugin.awaitTaken(sent.length);
        }
        FakeRecord next = FakeRecord.event(last.archiveTimestamp() + 60, 200);
        assertEquals(OptionalLong.of(last.archiveTimestamp() - 2), run(new FakeRecord[] {last, next}, 200));
        assertEquals(OptionalLong.of(next.archiveTimestamp() - 2), run(new FakeRecord[] {next}));
    }

    /** Another run of the process, to whose plugin the server sends records of which some are new to it. */
    private OptionalLong run(FakeRecord[] sent, long... expected) throws Exception {
        try (Rig rig = new Rig(data)) {
            CollectingPlugin plugin = new CollectingPlugin();
            rig.add("plugin", plugin);
            OptionalLong from = rig.open().resumeSecond();
            rig.send(sent);
            Await.until(
                    "all are counted",
                    () -> plugin.taken.size() + rig.status("plugin").skipped() >= sent.length);
            assertEquals(Arrays.stream(expected).boxed().toList(), plugin.numbers());
            return from;
        }
    }

    private static FakeRecord[] append(FakeRecord[] sent, FakeRecord more) {
        List<FakeRecord> all = new ArrayList<>(List.of(sent));
        all.add(more);
        return all.toArray(FakeRecord[]::new);
    }
}
