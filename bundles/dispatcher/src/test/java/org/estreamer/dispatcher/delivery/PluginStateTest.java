package org.estreamer.dispatcher.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.estreamer.pipeline.delivery.PluginStatus.State;
import org.junit.jupiter.api.Test;

class PluginStateTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final Set<State> ANY_BUT_REFUSED =
            EnumSet.of(State.ACTIVE, State.SLOW, State.STUCK, State.WAITING, State.QUARANTINED, State.DRAINING);
    private static final Map<State, Set<State>> WAYS = Map.of(
            State.ACTIVE, ANY_BUT_REFUSED,
            State.SLOW, ANY_BUT_REFUSED,
            State.STUCK, ANY_BUT_REFUSED,
            State.WAITING, EnumSet.of(State.ACTIVE, State.STUCK, State.WAITING, State.QUARANTINED, State.DRAINING),
            State.QUARANTINED, EnumSet.of(State.QUARANTINED, State.DRAINING),
            State.DRAINING, EnumSet.of(State.DRAINING),
            State.REFUSED, EnumSet.of(State.REFUSED));

    @Test
    void shouldGoOnlyTheWaysThatAreDrawn() {
        for (State from : State.values()) {
            PluginState state = new PluginState(from, "", NOW);
            Set<State> reached = Stream.of(State.values())
                    .map(to -> state.next(to, "", NOW).state())
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(State.class)));
            reached.add(from);
            assertEquals(WAYS.get(from), reached, from::toString);
        }
    }

    @Test
    void shouldKnowSinceWhenItIsSo() {
        PluginState active = new PluginState(State.ACTIVE, "", NOW);
        assertSame(active, active.next(State.ACTIVE, "", NOW.plusSeconds(5)));
        PluginState waiting = active.next(State.WAITING, "the disk is full", NOW.plusSeconds(5));
        assertEquals(Duration.ofSeconds(5), Duration.between(NOW, waiting.since()));
        assertTrue(waiting.atWork());
        assertFalse(waiting.next(State.QUARANTINED, "too often", NOW).atWork());
    }
}
