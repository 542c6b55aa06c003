package org.estreamer.shell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0 B",
                "999|999 B",
                "1000|1.0 kB",
                "999949|999.9 kB",
                "999950|1.0 MB",
                "9223372036854775807|9.2 EB"
            })
    void shouldWriteBytesInDecimalUnits(long bytes, String text) {
        assertEquals(text, Figures.bytes(bytes));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0", "0.04|0.0", "1.25|1.3", "9.94|9.9", "9.96|10", "1999.6|2,000", "1234567|1,234,567"})
    void shouldWriteRatesShort(double rate, String text) {
        assertEquals(text, Figures.rate(rate));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0:00:00", "83|0:01:23", "86399|23:59:59", "183845|2d 03:04:05"})
    void shouldWriteDurationsAsAClock(long seconds, String text) {
        assertEquals(text, Figures.duration(Duration.ofSeconds(seconds)));
    }

    @Test
    void shouldCountInTheSingularToo() {
        assertEquals("1 record", Figures.count(1, "record"));
        assertEquals("1,000 records", Figures.count(1000, "record"));
    }

    @Test
    void shouldWriteMomentsToTheSecondInUtc() {
        assertEquals("2026-01-31T12:00:00Z", Figures.moment(Instant.parse("2026-01-31T12:00:00.999Z")));
    }
}
