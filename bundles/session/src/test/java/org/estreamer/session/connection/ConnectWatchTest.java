package org.estreamer.session.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.estreamer.pipeline.CapturedLog;
import org.estreamer.pipeline.transport.ConnectStep;
import org.estreamer.pipeline.transport.Finding;
import org.junit.jupiter.api.Test;

class ConnectWatchTest {
    private static final String OPEN_KEY = "client.p12, WARNING: every user may read the key";

    private final Finding openKey = new Finding("client.p12", List.of("every user may read the key"));
    private final ConnectWatch watch = new ConnectWatch("fmc");

    @Test
    void shouldLogAWarningOnceForAsLongAsItHolds() {
        try (CapturedLog log = new CapturedLog()) {
            watch.succeeded(ConnectStep.IDENTITY, openKey);
            watch.succeeded(ConnectStep.IDENTITY, openKey);
            assertEquals(1, log.lines("Session fmc: identity: " + OPEN_KEY).size(), log.text());
            assertTrue(log.text().contains("WARN"), log.text());

            watch.succeeded(ConnectStep.IDENTITY, new Finding("client.p12"));
            watch.succeeded(ConnectStep.IDENTITY, openKey);
            assertEquals(2, log.lines(OPEN_KEY).size(), log.text());
        }
    }

    @Test
    void shouldKeepQuietAboutWhatIsInOrder() {
        try (CapturedLog log = new CapturedLog()) {
            watch.succeeded(ConnectStep.IDENTITY, new Finding("client.p12"));
            watch.succeeded(ConnectStep.TLS, new Finding("TLSv1.3, CN=fmc"));
            assertEquals("", log.text());
        }
        assertEquals("TLSv1.3, CN=fmc", watch.server());
    }
}
