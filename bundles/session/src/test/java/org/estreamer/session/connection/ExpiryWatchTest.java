package org.estreamer.session.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.estreamer.pipeline.CapturedLog;
import org.estreamer.pipeline.transport.ConnectStep;
import org.estreamer.pipeline.transport.Finding;
import org.estreamer.session.ExpiringConnection;
import org.junit.jupiter.api.Test;

class ExpiryWatchTest {
    private static final Instant END = Instant.parse("2031-05-31T12:00:00Z");

    private final ConnectWatch told = new ConnectWatch("fmc");
    private final ExpiryWatch watch =
            new ExpiryWatch(new ExpiringConnection(null, ExpiryWatchTest::warnings), told, () -> this.now);
    private Instant now = Instant.parse("2031-05-19T10:00:00Z");

    @Test
    void shouldRemindOnceOnEachDay() {
        try (CapturedLog log = new CapturedLog()) {
            look(Duration.ZERO);
            look(Duration.ofHours(13));
            assertEquals(List.of("Session fmc: server ends in 12 days"), said(log));
            look(Duration.ofHours(2));
            look(Duration.ofHours(20));
            look(Duration.ofDays(3));
            assertEquals(
                    List.of(
                            "Session fmc: server ends in 12 days",
                            "Session fmc: server ends in 11 days",
                            "Session fmc: server ends in 8 days"),
                    said(log));
            assertTrue(log.text().contains("WARN"), log.text());
        }
    }

    @Test
    void shouldRemindAsSoonAsAnotherCertificateEndsSoon() {
        now = Instant.parse("2031-04-30T10:00:00Z");
        try (CapturedLog log = new CapturedLog()) {
            look(Duration.ZERO);
            assertEquals(List.of(), said(log));
            look(Duration.ofDays(1));
            assertEquals(List.of("Session fmc: server ends in 30 days"), said(log));
        }
    }

    @Test
    void shouldLogWhatIsWarnedOfWhenConnectingOnlyOnceADay() {
        try (CapturedLog log = new CapturedLog()) {
            connect();
            look(Duration.ZERO);
            connect();
            assertEquals(1, log.lines("ends in 12 days").size(), log.text());
            look(Duration.ofDays(1));
            connect();
            assertEquals(1, log.lines("ends in 11 days").size(), log.text());
        }
    }

    @Test
    void shouldTellOfTheServerAsOfToday() {
        connect();
        assertEquals("CN=fmc, WARNING: server ends in 12 days", told.server());
        look(Duration.ofDays(1));
        assertEquals("CN=fmc, WARNING: server ends in 11 days", told.server());
    }

    private void connect() {
        told.succeeded(ConnectStep.TLS, new Finding("CN=fmc", warnings(now)));
    }

    private void look(Duration later) {
        now = now.plus(later);
        watch.look();
        watch.look();
    }

    private static List<String> said(CapturedLog log) {
        return log.lines("Session fmc: ").stream()
                .map(line -> line.substring(line.indexOf("Session fmc: ")))
                .toList();
    }

    private static List<String> warnings(Instant now) {
        long days = ChronoUnit.DAYS.between(now.truncatedTo(ChronoUnit.DAYS), END.truncatedTo(ChronoUnit.DAYS));
        return days > 30 ? List.of() : List.of("server ends in " + days + " days");
    }
}
