package org.estreamer.session;

import static org.estreamer.session.ScriptedServer.bundle;
import static org.estreamer.session.ScriptedServer.event;
import static org.estreamer.session.ScriptedServer.offer;
import static org.estreamer.session.ScriptedServer.record;
import static org.estreamer.session.ScriptedServer.sends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.estreamer.pipeline.Await;
import org.estreamer.pipeline.log.LogRequest;
import org.estreamer.pipeline.log.LogWriter;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.session.SessionStatus;
import org.estreamer.pipeline.session.SessionStatus.State;
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
            client.send(offer(6667));
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
    void shouldWaitForAnOperatorWhereTheLogOfItsServerHasAnotherName() throws Exception {
        log.openGate = new CountDownLatch(1);
        start(EXTENDED, sends(bundle(1, record(4, 100))));
        try (LogWriter former = log.memory.write("former", session.status().address())) {
            former.begin(new LogRequest("all", "", 0));
        }
        log.openGate.countDown();
        Await.until(
                "it says so",
                () -> said.lines("Session alpha waits: log former").size() == 1);
        assertEquals(State.WAITING, session.status().state());
        assertTrue(
                session.status().detail().startsWith("log former"),
                session.status().detail());
        assertEquals(0, session.status().connects());
        log.rename("former", "alpha");
        assertEquals(List.of(100L), seconds(1));
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

        assertEquals(7, log.take().archiveTimestamp());
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
    void shouldAcknowledgeOnlyWhatIsInTheLog() throws Exception {
        log.gate = new CountDownLatch(1);
        CountDownLatch sent = new CountDownLatch(1);
        start(EXTENDED, client -> {
            client.accept();
            client.send(bundle(1, record(4, 1)));
            sent.countDown();
            heard.add(client.read());
            client.untilGone();
        });
        sent.await();
        log.appending.await();
        assertEquals(null, heard.poll(50, TimeUnit.MILLISECONDS));

        log.gate.countDown();

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
    void shouldAcknowledgeWhatIsGatheredTogetherBeforeItWaits() throws Exception {
        log.gathers = true;
        byte[] three = concat(
                ScriptedServer.CODEC.encode(bundle(1, record(4, 1))),
                ScriptedServer.CODEC.encode(bundle(2, record(4, 2))),
                ScriptedServer.CODEC.encode(bundle(3, record(4, 3))));
        start(EXTENDED, client -> {
            client.accept();
            client.send(three);
            for (int i = 0; i < 3; i++) {
                heard.add(client.read(Message.Null.class));
            }
            client.untilGone();
        });

        for (int i = 0; i < 3; i++) {
            assertEquals(new Message.Null(), heard());
        }
        assertEquals(List.of(1L, 2L, 3L), seconds(3));
    }

    @Test
    void shouldAskFromWhereTheLogSays() throws Exception {
        log.put("alpha", record(2, 1294));
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
    void shouldSayWhyRecordsMayComeTwice() throws Exception {
        log.told = "the release is another one than before: records may come twice";
        start(EXTENDED, client -> {
            client.accept();
            heard.add(new Message.Null());
            client.untilGone();
        });
        heard();
        assertEquals(
                1,
                said.lines("WARN org.estreamer.session.conversation.SessionLog - Session alpha: the release is")
                        .size(),
                said.text());
    }

    @Test
    void shouldStartAsConfiguredButGoOnFromTheLogAfterACut() throws Exception {
        EventRequest now = EventRequest.builder().start("now").build();
        start(
                now,
                client -> {
                    heard.add(client.accept());
                    client.send(bundle(1, record(2, 5738)));
                    client.read(Message.Null.class);
                },
                client -> {
                    heard.add(client.accept());
                    client.send(bundle(1, record(2, 5738), record(2, 5739)));
                    client.untilGone();
                });

        assertEquals(now.eventStreamRequest(), heard());
        assertEquals(now.startingAt(5678).eventStreamRequest(), heard());
        assertEquals(List.of(5738L, 5739L), seconds(2));
        assertEquals(EventRequest.NOW, log.requests.get(0).timestamp());
        Await.until("the repetition is counted", () -> session.status().repeated() == 1);
    }

    @Test
    void shouldTellTheLogWhatItAsksForAndOfWhom() throws Exception {
        EventRequest connections =
                EventRequest.builder().eventTypes("CONNECTION").start("1000").build();
        start(connections, client -> {
            client.accept();
            heard.add(new Message.Null());
            client.untilGone();
        });
        heard();

        LogRequest request = log.requests.get(0);
        assertTrue(request.content().startsWith("flags 0x48900061, event types 71/"), request.content());
        assertEquals("", request.server());
        assertEquals(1000, request.timestamp());
    }

    @Test
    void shouldAskOnceMoreWhereTheServerHadOlderRecords() throws Exception {
        log.put("alpha", record(2, 2060));
        start(
                EXTENDED,
                client -> {
                    heard.add(client.accept());
                    client.send(bundle(1, record(2, 1500)));
                    heard.add(client.untilGone());
                },
                client -> {
                    heard.add(client.accept());
                    client.send(bundle(1, record(2, 1400), record(2, 1500), record(2, 2060)));
                    client.untilGone();
                });

        assertEquals(2000, ((Message.EventStreamRequest) heard()).timestamp());
        assertEquals(new Message.Error(-1, "client connects anew"), heard());
        assertEquals(1500 - 60, ((Message.EventStreamRequest) heard()).timestamp());
        assertEquals(List.of(2060L, 1500L, 1400L), seconds(3));
    }

    @Test
    void shouldAcknowledgeMetadataThatSayNothingNewAndLeaveThemOut() throws Exception {
        metadata.digests.add(record(4, 1).digest());
        start(EXTENDED, client -> {
            client.accept();
            client.send(bundle(1, record(4, 1)));
            heard.add(client.read());
            client.send(bundle(2, record(4, 1), record(4, 2), record(4, 1)));
            heard.add(client.read());
            client.untilGone();
        });

        assertEquals(List.of(2L, 1L), seconds(2));
        assertEquals(new Message.Null(), heard());
        assertEquals(new Message.Null(), heard());
        assertEquals(4, session.status().records());
    }

    @Test
    void shouldTryAgainWhereTheHeapWasUsedUp() throws Exception {
        log.appendFault = new OutOfMemoryError("pretended");
        start(EXTENDED, sends(bundle(1, record(4, 1))));
        Await.until("it notices", () -> session.status().detail().contains("the heap is used up"));
        log.appendFault = null;
        log.take();
    }

    @Test
    void shouldOutliveAMistakeOfTheLog() throws Exception {
        log.appendFault = new IllegalStateException("pretended");
        start(EXTENDED, sends(bundle(1, record(4, 1))));
        Await.until("it notices", () -> session.status().detail().contains("unexpected failure"));
        log.appendFault = null;

        log.take();
    }
}
