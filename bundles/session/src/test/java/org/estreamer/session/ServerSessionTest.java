package org.estreamer.session;

import static org.estreamer.session.ScriptedServer.bundle;
import static org.estreamer.session.ScriptedServer.event;
import static org.estreamer.session.ScriptedServer.offer;
import static org.estreamer.session.ScriptedServer.record;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.estreamer.pipeline.Message;
import org.estreamer.pipeline.SessionStatus;
import org.estreamer.pipeline.SessionStatus.State;
import org.estreamer.request.EventRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session against servers that do what servers do. */
@Timeout(60)
class ServerSessionTest extends SessionRig {
    @Test
    void shouldStreamInExtendedStyle() throws Exception {
        start(EXTENDED, client -> {
            heard.add(client.read());
            client.send(offer(5000, 6667, 7000));
            heard.add(client.read());
            client.send(bundle(1, record(4, 100), record(4, 101)));
            heard.add(client.read());
            client.send(bundle(2, record(4, 102)));
            heard.add(client.read());
            heard.add(client.untilGone());
        });

        assertEquals(List.of(100L, 101L, 102L), seconds(3));
        assertEquals(EXTENDED.eventStreamRequest(), heard());
        assertEquals(EXTENDED.streamingRequest(), heard());
        assertEquals(new Message.Null(), heard());
        assertEquals(new Message.Null(), heard());
        SessionStatus status = session.status();
        assertEquals(State.STREAMING, status.state());
        assertEquals("CN=test server", status.detail());
        assertEquals(3, status.records());
        assertEquals(102, status.archiveTimestamp());
        assertEquals(1, status.connects());
        session.stop();
        assertEquals(new Message.Error(-1, "client is stopping"), heard());
        assertEquals(State.STOPPED, session.status().state());
    }

    @Test
    void shouldStreamInPlainStyleAndAcknowledgeEveryRecord() throws Exception {
        start(PLAIN, client -> {
            heard.add(client.read());
            client.send(new Message.Null());
            for (int i = 0; i < 3; i++) {
                client.send(event(record(4, 100 + i)));
                heard.add(client.read());
            }
            client.untilGone();
        });

        assertEquals(List.of(100L, 101L, 102L), seconds(3));
        assertEquals(PLAIN.eventStreamRequest(), heard());
        for (int i = 0; i < 3; i++) {
            assertEquals(new Message.Null(), heard());
        }
    }

    @Test
    void shouldNotAnswerKeepAlives() throws Exception {
        start(PLAIN, client -> {
            client.read();
            for (int i = 0; i < 5; i++) {
                client.send(new Message.Null());
            }
            client.send(event(record(4, 7)));
            heard.add(client.read());
            heard.add(client.untilGone());
        });

        assertEquals(7, dispatcher.take().archiveTimestamp());
        assertEquals(new Message.Null(), heard());
        session.stop();
        assertEquals(new Message.Error(-1, "client is stopping"), heard());
    }

    @Test
    void shouldCountBytesWithHeaders() throws Exception {
        byte[] first = ScriptedServer.CODEC.encode(bundle(1, record(4, 1)));
        start(EXTENDED, client -> {
            client.accept();
            client.send(first);
            client.read(Message.Null.class);
            client.send(new Message.Null());
            client.untilGone();
        });
        int offer = ScriptedServer.CODEC.encode(offer(6667)).length;

        Await.until("all bytes are counted", () -> session.status().bytes() == offer + first.length + 8);
    }

    @Test
    void shouldAcknowledgeOnlyWhatIsInEveryQueue() throws Exception {
        dispatcher.gate = new CountDownLatch(1);
        CountDownLatch sent = new CountDownLatch(1);
        start(EXTENDED, client -> {
            client.accept();
            client.send(bundle(1, record(4, 1)));
            sent.countDown();
            heard.add(client.read());
            client.untilGone();
        });
        sent.await();
        dispatcher.dispatching.await();
        assertEquals(null, heard.poll(50, TimeUnit.MILLISECONDS));

        dispatcher.gate.countDown();

        assertEquals(new Message.Null(), heard());
    }

    @Test
    void shouldReadOneByteAtATime() throws Exception {
        byte[] messages = concat(
                ScriptedServer.CODEC.encode(bundle(1, record(4, 1), record(4, 2))),
                ScriptedServer.CODEC.encode(new Message.Null()),
                ScriptedServer.CODEC.encode(bundle(2, record(4, 3))));
        start(EXTENDED, client -> {
            client.accept();
            client.sendSlowly(messages);
            client.untilGone();
        });

        assertEquals(List.of(1L, 2L, 3L), seconds(3));
    }

    @Test
    void shouldResumeFromThePositionOfThePlugins() throws Exception {
        dispatcher.position = OptionalLong.of(1234);
        start(EXTENDED, client -> {
            heard.add(client.read());
            client.send(offer(6667));
            heard.add(client.read());
            client.untilGone();
        });

        assertEquals(EXTENDED.startingAt(1234).eventStreamRequest(), heard());
        assertEquals(EXTENDED.startingAt(1234).streamingRequest(), heard());
    }

    @Test
    void shouldStartAsConfiguredButResumeAfterACut() throws Exception {
        EventRequest now = EventRequest.builder().start("now").build();
        start(
                now,
                client -> {
                    heard.add(client.accept());
                    dispatcher.position = OptionalLong.of(5678);
                },
                client -> {
                    heard.add(client.accept());
                    client.untilGone();
                });

        assertEquals(now.eventStreamRequest(), heard());
        assertEquals(now.startingAt(5678).eventStreamRequest(), heard());
    }

    @Test
    void shouldConnectAnewAtOnceWhenAPluginNeedsOlderRecords() throws Exception {
        start(EXTENDED, client -> {
            client.accept();
            client.send(bundle(1, record(4, 1)));
            client.read(Message.Null.class);
            heard.add(client.untilGone());
        });
        dispatcher.take();

        dispatcher.restart.run();

        assertEquals(new Message.Error(-1, "client connects anew"), heard());
        dispatcher.take();
        assertEquals(2, session.status().connects());
    }

    @Test
    void shouldIgnoreARestartOfAStreamThatIsOver() throws Exception {
        start(EXTENDED, client -> {
            client.accept();
            client.send(bundle(1, record(4, 1)));
            client.untilGone();
        });
        dispatcher.take();
        Runnable old = dispatcher.restart;
        old.run();
        dispatcher.take();

        old.run();

        assertEquals(null, dispatcher.records.poll(50, TimeUnit.MILLISECONDS));
        assertEquals(2, session.status().connects());
    }

    @Test
    void shouldTryAgainWhereTheHeapWasUsedUp() throws Exception {
        dispatcher.failure = new OutOfMemoryError("pretended");
        start(EXTENDED, client -> {
            client.accept();
            client.send(bundle(1, record(4, 1)));
            client.untilGone();
        });
        Await.until("it notices", () -> session.status().detail().contains("the heap is used up"));
        dispatcher.failure = null;
        dispatcher.take();
    }

    @Test
    void shouldOutliveAMistakeOfADispatcher() throws Exception {
        start(EXTENDED, client -> {
            client.accept();
            client.send(bundle(1, record(4, 1)));
            client.untilGone();
        });
        dispatcher.take();
        dispatcher.gate = null; // makes dispatch throw

        dispatcher.restart.run();
        Await.until("it notices", () -> session.status().detail().contains("unexpected failure"));
        dispatcher.gate = new CountDownLatch(0);

        dispatcher.take();
    }
}
