package org.estreamer.session;

import static org.estreamer.session.ScriptedServer.bundle;
import static org.estreamer.session.ScriptedServer.offer;
import static org.estreamer.session.ScriptedServer.record;
import static org.estreamer.session.ScriptedServer.sends;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.estreamer.pipeline.Await;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.pipeline.session.SessionStatus;
import org.estreamer.record.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the client does not know, or cannot read, of what a server sends. */
@Timeout(60)
class UnknownDataTest extends SessionRig {
    @Test
    void shouldKeepUnknownMessagesWithTheirBytesAndSayEachTypeOnce() throws Exception {
        start(EXTENDED, client -> {
            client.accept();
            for (int i = 0; i < 3; i++) {
                client.send(new Message.Unknown(999, new byte[i]));
                client.send(new Message.Unknown(998, new byte[i]));
            }
            client.send(new Message.EventStreamRequest(0, 0));
            client.send(bundle(1, record(4, 1)));
            client.read(Message.Null.class); // the only one
            client.untilGone();
        });

        for (int i = 0; i < 6; i++) {
            Record record = log.take();
            assertEquals(i % 2 == 0 ? 999 : 998, record.messageType());
            assertEquals(i / 2, record.body().length);
        }
        assertEquals(1, log.take().archiveTimestamp());
        assertEquals(1, said.lines("messages of type 999 are kept").size(), said.text());
        assertEquals(1, said.lines("messages of type 998 are kept").size(), said.text());
        assertEquals(1, session.status().connects());
        assertEquals(6, session.status().unknown());
        assertEquals(7, session.status().records());
    }

    @Test
    void shouldCountByKindWhatItDoesNotKnow() throws Exception {
        Record strange = ScriptedServer.raw(6000, 50, new byte[] {1, 2, 3});
        byte[] connection =
                ScriptedServer.CODEC.encode(new RecordHeader(71, 0, 51), Map.of("hostIpAddress", "192.0.2.1"));
        ByteBuffer.wrap(connection).putInt(72, 9999);
        Record block = ScriptedServer.CODEC.decode("server", connection);
        start(EXTENDED, client -> {
            client.accept();
            client.send(new Message.Unknown(999, new byte[2]));
            client.send(bundle(1, strange, block, strange, record(4, 55)));
            client.untilGone();
        });

        for (int i = 0; i < 5; i++) {
            log.take();
        }
        assertEquals(
                Map.of("message type 999", 1L, "record type 6000", 2L, "block type 9999 in record type 71", 1L),
                session.status().unknownKinds());
        assertEquals(4, session.status().unknown());
    }

    @Test
    void shouldKeepTheBytesOfAnOfferWithServicesThatItDoesNotKnowOnce() throws Exception {
        Message.StreamingInformation offer = new Message.StreamingInformation(List.of(
                new Message.Service(6667, 0, 0, List.of()),
                new Message.Service(7000, 0, 0, List.of(new Message.EventVersion(3, 12)))));
        ScriptedServer.Script script = client -> {
            client.read(Message.EventStreamRequest.class);
            client.send(offer);
            client.read(Message.StreamingRequest.class);
            client.send(bundle(1, record(4, 55)));
        };
        start(EXTENDED, script, script, client -> {
            client.accept();
            client.untilGone();
        });

        Record kept = log.take();
        assertEquals(Message.StreamingInformation.TYPE, kept.messageType());
        byte[] whole = ScriptedServer.CODEC.encode(offer);
        assertArrayEquals(Arrays.copyOfRange(whole, 8, whole.length), kept.body());
        assertEquals(55, log.take().archiveTimestamp());
        Await.until("the third connection", () -> session.status().connects() == 3);
        assertEquals(1, said.lines("service 7000 with event type 12 version 3").size(), said.text());
        assertEquals(Map.of("service 7000", 2L), session.status().unknownKinds());
    }

    @Test
    void shouldCountAndTellOfWhatItCannotRead() throws Exception {
        Record unknown = ScriptedServer.raw(9999, 50, new byte[] {1, 2, 3});
        Record broken = ScriptedServer.raw(4, 60, new byte[] {0, 0, 0, 1, 0, 99, 'x'});
        start(EXTENDED, sends(bundle(1, unknown, broken, unknown, broken, record(4, 55))));

        assertEquals(5, seconds(5).size());
        assertEquals(1, said.lines("no layout for record type 9999").size(), said.text());
        assertEquals(
                1, said.lines("broken record of type 4 (Priority Metadata)").size(), said.text());
        SessionStatus status = session.status();
        assertEquals(2, status.unknown());
        assertEquals(2, status.faults());
        assertEquals(55, status.archiveTimestamp());
    }
}
