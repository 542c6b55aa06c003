package org.estreamer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.estreamer.request.EventRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartChoiceTest {
    private static final OptionalLong NONE = OptionalLong.empty();

    @Test
    void shouldAskForTheOldestWhereNobodyHasAPosition() {
        assertEquals(EventRequest.OLDEST, choice("resume").next(NONE, 0).timestamp());
    }

    @ParameterizedTest
    @CsvSource({"oldest, 0", "now, 4294967295", "1000, 1000"})
    void shouldStartAsConfiguredUntilAServerHasAccepted(String start, long timestamp) {
        StartChoice choice = choice(start);

        assertEquals(timestamp, choice.next(NONE, 0).timestamp());
        assertEquals(timestamp, choice.next(NONE, 99).timestamp());
    }

    @ParameterizedTest
    @CsvSource({"oldest", "now", "1000", "resume"})
    void shouldResumeWherePluginsStoppedWhateverIsConfigured(String start) {
        StartChoice choice = choice(start);

        assertEquals(77, choice.next(OptionalLong.of(77), 0).timestamp());
        choice.streamed();
        assertEquals(77, choice.next(OptionalLong.of(77), 99).timestamp());
    }

    @ParameterizedTest
    @CsvSource({"oldest", "now", "resume"})
    void shouldGoOnFromWhatCameWherePluginsHaveNoPositionYet(String start) {
        StartChoice choice = choice(start);
        choice.streamed();

        assertEquals(99, choice.next(NONE, 99).timestamp());
    }

    @Test
    void shouldStartAsConfiguredAgainWhereNothingCame() {
        StartChoice choice = choice("now");
        choice.streamed();

        assertEquals(EventRequest.NOW, choice.next(NONE, 0).timestamp());
    }

    private static StartChoice choice(String start) {
        return new StartChoice(EventRequest.builder().start(start).build());
    }
}
