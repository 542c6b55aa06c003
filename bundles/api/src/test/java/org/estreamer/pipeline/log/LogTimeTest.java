package org.estreamer.pipeline.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogTimeTest {
    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T08:00:00Z,2026-01-31T08:00:00Z",
        "2026-01-31T08:00Z,2026-01-31T08:00:00Z",
        "2026-01-31T09:00:00.5+01:00,2026-01-31T08:00:00.5Z",
        "2026-01-31T09:00+01:00[Europe/Berlin],2026-01-31T08:00:00Z",
        "-30s,2026-03-31T11:59:30Z",
        "-30m,2026-03-31T11:30:00Z",
        "-2h,2026-03-31T10:00:00Z",
        "-3d,2026-03-28T12:00:00Z"
    })
    void shouldReadAMoment(String text, Instant moment) {
        assertEquals(moment, LogTime.parse(text, NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "yesterday", "2026-01-31", "2026-01-31T08:00:00", "2h", "-2", "-h", "-9999999999d", "-2w"})
    void shouldSayWhatIsValidForWhatIsNoMoment(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> LogTime.parse(text, NOW))
                .getMessage();
        assertTrue(message.contains("\"" + text + "\"") && message.contains("-2h"), message);
    }

    @Test
    void shouldStartAPluginATimeAgo() {
        Instant before = Instant.now();
        Instant start = LogStart.parse("-2h").instant();
        assertTrue(!start.plusSeconds(7_200).isBefore(before)
                && !start.plusSeconds(7_200).isAfter(Instant.now()));
    }

    @Test
    void shouldRefuseASpanThatEndsBeforeItBegins() {
        assertThrows(IllegalArgumentException.class, () -> new LogSpan(NOW, NOW, false, NOW));
    }
}
