package org.estreamer.session.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.estreamer.session.ScriptedServer;
import org.junit.jupiter.api.Test;

/** With a read timeout of 10 seconds and a look a second: 10 looks for a write, and 20 for 10 KiB or a message. */
class LinkWatchTest {
    private static final int LOOKS_FOR_A_WRITE = 10;
    private static final int LOOKS_FOR_PROGRESS = 20;
    private static final int LOOKS_IN_AN_HOUR = 3600;
    private static final int PROGRESS = 10 * 1024;

    private final ServerLink link = new ServerLink("alpha", ScriptedServer.CODEC);
    private final Arrivals arrivals = new Arrivals(new ByteArrayInputStream(new byte[64 << 20]));
    private final LinkWatch watch = new LinkWatch(
            link,
            arrivals,
            new ConnectionFiles(ConnectionFilesTest.endpoint(Path.of("identity.p12"), null)),
            Duration.ofSeconds(10));

    @Test
    void shouldGiveUpOnAWriteThatLastsLongerThanTheReadTimeout() {
        link.writes().begin();
        look(LOOKS_FOR_A_WRITE + 1);
        assertNull(link.verdict());
        look(1);
        assertTrue(link.verdict().startsWith("the server does not read"), link.verdict());
        assertTrue(link.verdict().contains("10 s (readTimeoutSeconds)"), link.verdict());
    }

    @Test
    void shouldBearWritesThatGetThrough() {
        for (int i = 0; i < 10; i++) {
            link.writes().begin();
            look(LOOKS_FOR_A_WRITE);
            link.writes().end();
        }
        look(LOOKS_FOR_A_WRITE * 10);
        assertNull(link.verdict());
    }

    @Test
    void shouldGiveUpOnAMessageThatDrips() throws IOException {
        arrivals.waits().begin();
        look(1);
        arrive(PROGRESS - 1);
        look(LOOKS_FOR_PROGRESS);
        assertNull(link.verdict());
        look(1);
        assertTrue(link.verdict().contains("20 s (twice readTimeoutSeconds), and only 10239 bytes"), link.verdict());
    }

    @Test
    void shouldBearALongMessageThatMovesOn() throws IOException {
        arrivals.waits().begin();
        look(1);
        for (int i = 0; i < 1000; i++) {
            arrive(PROGRESS);
            look(LOOKS_FOR_PROGRESS);
        }
        assertNull(link.verdict());
    }

    @Test
    void shouldBearShortMessagesThatComeSeldom() {
        for (int i = 0; i < 10; i++) {
            arrivals.waits().begin();
            look(LOOKS_FOR_PROGRESS);
            arrivals.waits().end();
        }
        assertNull(link.verdict());
    }

    @Test
    void shouldBlameNobodyWhileTheLogTakesNothingForAnHour() {
        arrivals.waits().begin();
        arrivals.waits().end();
        look(LOOKS_IN_AN_HOUR);
        assertNull(link.verdict());
    }

    private void arrive(int bytes) throws IOException {
        assertEquals(bytes, arrivals.read(new byte[bytes]));
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            watch.look();
        }
    }
}
