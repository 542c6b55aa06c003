package org.estreamer.session;

import static org.estreamer.session.ScriptedServer.bundle;
import static org.estreamer.session.ScriptedServer.record;
import static org.estreamer.session.ScriptedServer.sends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.estreamer.pipeline.Await;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.session.SessionStatus.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a session does where its log fails it. */
@Timeout(60)
class LogFaultTest extends SessionRig {
    @Test
    void shouldTakeAFullBundleThoughTheServerCutsWhileTheLogTakesNothing() throws Exception {
        log.gate = new CountDownLatch(1);
        CountDownLatch cut = new CountDownLatch(1);
        start(
                EXTENDED,
                client -> {
                    client.accept();
                    client.send(bundle(1, record(4, 1)));
                    awaitUnchecked(log.appending);
                    cut.countDown();
                },
                sends(bundle(1, record(4, 2))));
        cut.await();

        log.gate.countDown();

        assertEquals(List.of(1L, 2L), seconds(2));
    }

    @Test
    void shouldConnectAnewWhereTheLogHasLostItsEnd() throws Exception {
        log.appendFault = new IOException("record 7 is not on the disk");
        start(EXTENDED, sends(bundle(1, record(4, 9))));
        Await.until(
                "it says so",
                () -> session.status()
                        .detail()
                        .startsWith("the log did not take what came: record 7 is not on the disk. Next attempt at"));
        log.appendFault = null;

        assertEquals(9, log.take().archiveTimestamp());
        assertEquals(1, log.opened.get());
        assertTrue(session.status().connects() > 1);
    }

    @Test
    void shouldWaitForALogThatCannotBeOpened() throws Exception {
        log.openFault = new IOException("data/log/alpha: permission denied; check its owner");
        start(EXTENDED, sends(bundle(1, record(4, 9))));
        Await.until("it says so", () -> session.status().detail().startsWith("data/log/alpha: permission denied"));
        assertEquals(0, session.status().connects());
        log.openFault = null;

        assertEquals(9, log.take().archiveTimestamp());
    }

    @Test
    void shouldWaitForALogThatCannotBeRead() throws Exception {
        log.beginFault = new IOException("data/log/alpha/0.log: damaged");
        start(EXTENDED, sends(bundle(1, record(4, 9))));
        Await.until("it says so", () -> session.status().detail().contains("data/log/alpha/0.log: damaged"));
        log.beginFault = null;

        assertEquals(9, log.take().archiveTimestamp());
        server.failures().clear(); // a client that leaves before it has asked
    }

    @Test
    void shouldEndWhereAnotherSessionHasTakenTheLog() throws Exception {
        CountDownLatch taken = new CountDownLatch(1);
        start(EXTENDED, client -> {
            client.accept();
            client.send(bundle(1, record(4, 1)));
            client.read(Message.Null.class);
            awaitUnchecked(taken);
            client.send(bundle(2, record(4, 2)));
            client.untilGone();
        });
        log.take();
        log.memory.write("alpha", "");
        taken.countDown();

        Await.until("it fails", () -> session.status().state() == State.FAILED);
        assertTrue(session.status().detail().startsWith("another session of the same name has taken its log"));
        Await.until("it has said so", () -> said.lines("has taken its log").size() == 1);
        Await.until("it gives the log back", () -> log.closed.get() == 1);
    }
}
