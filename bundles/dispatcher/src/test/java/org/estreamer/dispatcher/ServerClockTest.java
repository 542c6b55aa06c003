package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerClockTest {
    private static final long NOW = 1_700_000_000;
    private static final long AHEAD = NOW + 10_000;

    private final ServerClock clock = new ServerClock(2);

    @Test
    void shouldBeginWithWhatIsNotAheadOfOurClock() {
        assertFalse(counts(AHEAD));
        assertTrue(counts(100));
        assertEquals(100, clock.newest());
    }

    @Test
    void shouldNotFollowARecordThatIsAheadOfOldOnes() {
        assertTrue(counts(100));
        assertFalse(counts(NOW));
        assertTrue(counts(160));
        assertEquals(160, clock.newest());
    }

    @Test
    void shouldNotCountARecordThatIsAheadOfAllOthers() {
        assertTrue(counts(NOW));
        assertFalse(counts(NOW + 61));
        assertTrue(counts(NOW + 1));
        assertEquals(NOW + 1, clock.newest());
    }

    @Test
    void shouldFollowAServerThatIsAheadStepByStep() {
        for (long second = NOW; second < AHEAD; second += 60) {
            assertTrue(counts(second));
        }
    }

    @Test
    void shouldGoOnFromWhereAConnectionDoes() {
        clock.goOnFrom(AHEAD);
        assertTrue(counts(AHEAD + 60));
        assertFalse(counts(AHEAD + 121));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7200})
    void shouldFollowOnceManyInARowAreDatedAhead(long apart) {
        assertTrue(counts(NOW));
        for (int i = 1; i < ServerClock.PROOF; i++) {
            assertFalse(counts(AHEAD + i * apart), "record " + i);
        }
        assertEquals(NOW, clock.newest());
        assertEquals(apart == 0, counts(AHEAD + ServerClock.PROOF * apart), "the last one is ahead of the middle one");
        assertEquals(AHEAD + ServerClock.PROOF / 2 * apart, clock.newest());
        assertTrue(counts(clock.newest() + 60));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 6, 7, 8})
    void shouldNotFollowAWrongOneAmongManyInARow(int wrong) {
        assertTrue(counts(NOW));
        for (int i = 1; i <= ServerClock.PROOF; i++) {
            assertEquals(i == ServerClock.PROOF && wrong != i, counts(i == wrong ? 0xFFFF_FFFFL : AHEAD));
        }
        assertTrue(clock.newest() <= AHEAD);
    }

    @Test
    void shouldNotFollowStraysBetweenOthers() {
        for (int i = 0; i < 100; i++) {
            assertFalse(counts(AHEAD));
            assertTrue(counts(NOW + 1));
        }
        assertEquals(NOW + 1, clock.newest());
    }

    @Test
    void shouldNotFollowStraysThatAreRepeatedInARow() {
        clock.goOnFrom(NOW);
        for (int i = 0; i < 100; i++) {
            clock.knownStrays().add(AHEAD + i);
        }
        for (int i = 0; i < 100; i++) {
            assertFalse(counts(AHEAD + i));
        }
        assertEquals(-1, clock.newest());
        assertEquals(NOW, clock.known());
    }

    @Test
    void shouldNotFollowStraysThatAreDatedAtRandom() {
        for (int i = 0; i < 100; i++) {
            assertFalse(counts(AHEAD + (100 - i) * 1000L));
        }
        assertEquals(-1, clock.newest());
    }

    @Test
    void shouldTellThatAServersClockWasSetBack() {
        assertTrue(counts(NOW));
        for (int i = 0; i < ServerClock.PROOF; i++) {
            assertFalse(clock.isBack());
            assertTrue(counts(NOW - 3600 + i));
        }
        assertTrue(clock.isBack());
        assertTrue(counts(NOW + 1));
        assertFalse(clock.isBack());
    }

    @Test
    void shouldNotTakeRecordsOutOfOrderForThat() {
        for (int i = 0; i < 100; i++) {
            assertTrue(counts(NOW - 62L * (i & 1)));
        }
        assertFalse(clock.isBack());
    }

    private boolean counts(long second) {
        return clock.counts(second, second, NOW);
    }
}
