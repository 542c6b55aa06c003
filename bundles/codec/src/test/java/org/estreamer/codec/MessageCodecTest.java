package org.estreamer.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.message.Message.EventVersion;
import org.estreamer.pipeline.message.Message.Service;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
    private static final LayoutCodec CODEC = new LayoutCodec();

    @Test
    void shouldWriteTheBytesOfTheProtocol() {
        assertHex("00010000 00000000", new Message.Null());
        assertHex("00010001 00000009 ffffffff 0003 627965", new Message.Error(-1, "bye"));
        assertHex("00010002 00000008 ffffffff 40800001", new Message.EventStreamRequest(0xFFFFFFFFL, 0x40800001L));
        assertHex(
                "00010801 0000001c 00001a0b 0000001c 48900061 65536f00 000b000c 00040015 00000000",
                new Message.StreamingRequest(List.of(new Service(
                        Service.ESTREAMER,
                        0x48900061L,
                        0x65536f00L,
                        List.of(new EventVersion(11, 12), new EventVersion(4, 21), EventVersion.TERMINATE)))));
        assertHex(
                "00010803 00000010 00001a0b 00000010 00000000 00000000",
                new Message.StreamingInformation(List.of(new Service(Service.ESTREAMER, 0, 0, List.of()))));
    }

    @Test
    void shouldWriteHostRequestsWithAddressesOfEitherWidth() throws IOException {
        InetAddress address = InetAddress.getByName("192.0.2.7");
        assertHex(
                "00010005 00000010 00000004 00000003 c0000207 c0000207",
                new Message.HostRequest(4, 3, address, address, false));
        Message.HostRequest wide = new Message.HostRequest(7, 1, address, address, true);
        assertHex(
                "00010005 00000028 00000007 00000001"
                        + " 00000000000000000000ffffc0000207 00000000000000000000ffffc0000207",
                wide);
        assertEquals(wide, read(CODEC.encode(wide)));
    }

    @Test
    void shouldReadBackWhatItWrites() throws IOException {
        for (Message message : List.of(
                new Message.Null(),
                new Message.Error(19, "No space"),
                new Message.EventStreamRequest(0, 0x48900061L),
                new Message.StreamingRequest(
                        List.of(new Service(Service.ESTREAMER, 1, 2, List.of(new EventVersion(11, 12))))))) {
            assertEquals(message, read(CODEC.encode(message)));
        }
    }

    @Test
    void shouldKeepTheBytesOfAnOfferWhateverItsServicesSay() throws IOException {
        for (String services : List.of(
                "00001a0b 00000010 00000000 00000000",
                "00001b58 00000010 00000001 00000002 0003 000c 00001a0b 00000008 00000000 00000000 00",
                "00001b58 00000000 ff")) {
            byte[] content = hex(services);
            byte[] whole = concat(hex("00010803 000000" + String.format("%02x", content.length)), content);
            assertArrayEquals(whole, CODEC.encode(read(whole)), services);
        }
    }

    @Test
    void shouldReadServiceLengthsThatCountTheirHeaderAndThoseThatDoNot() throws IOException {
        String inclusive = "00000001 0000000c 00000000" + "00001a0b 00000010 00000000 00000000";
        String exclusive = "00000001 00000004 00000000" + "00001a0b 00000008 00000000 00000000";
        for (String services : List.of(inclusive, exclusive)) {
            byte[] content = hex(services);
            byte[] header = hex("00010803 000000" + Integer.toHexString(content.length));
            Message.StreamingInformation information =
                    assertInstanceOf(Message.StreamingInformation.class, read(concat(header, content)));
            assertEquals(
                    List.of(1L, Service.ESTREAMER),
                    information.services().stream().map(Service::id).toList());
        }
    }

    @Test
    void shouldReadBundlesWithInnerHeadersOfEitherVersion() throws IOException {
        byte[] payload = CODEC.encode(new RecordHeader(4, 0, 7), Map.of("id", 1, "name", "high"));
        RecordBatch records =
                new RecordBatch("fmc", List.of(CODEC.decode("fmc", payload), CODEC.decode("fmc", payload)));
        byte[] bytes = CODEC.encode(new Message.Bundle(9, 1, records));
        bytes[17] = 0;
        Message.Bundle bundle = assertInstanceOf(Message.Bundle.class, read(bytes));
        assertEquals(9, bundle.connectionId());
        assertEquals(1, bundle.sequence());
        assertEquals(2, bundle.records().size());
        bundle.records().forEach(record -> assertArrayEquals(payload, record.message()));
    }

    @Test
    void shouldPassOverNullsInABundleAndMakeRecordsOfMessagesOfOtherTypes() throws IOException {
        byte[] bundle = hex(
                "00010fa2 00000022 00000001 00000001" + "00010000 00000000 00010009 00000002 abcd 00010004 00000000");
        RecordBatch records =
                assertInstanceOf(Message.Bundle.class, read(bundle)).records();
        for (RecordBatch read : List.of(records, again(records))) {
            assertEquals(2, read.size());
            assertEquals(9, read.get(0).messageType());
            assertEquals("Message 9", read.get(0).name());
            assertArrayEquals(hex("abcd"), read.get(0).body());
            assertFalse(read.get(0).known());
            assertNull(read.get(0).fault());
            assertEquals(Record.EVENT_DATA, read.get(1).messageType());
            assertNotNull(read.get(1).fault());
        }
    }

    @Test
    void shouldMakeARecordOfTheUnreadableRestOfABundle() throws IOException {
        byte[] payload = CODEC.encode(new RecordHeader(4, 0, 7), Map.of("id", 1, "name", "high"));
        byte[] whole =
                CODEC.encode(new Message.Bundle(1, 1, new RecordBatch("fmc", List.of(CODEC.decode("fmc", payload)))));
        byte[] content = concat(Arrays.copyOfRange(whole, 8, whole.length), hex("7777 0004 00000003 010203"));
        byte[] bytes = concat(hex("00010fa2 000000" + Integer.toHexString(content.length)), content);
        RecordBatch records = ((Message.Bundle) read(bytes)).records();
        for (RecordBatch read : List.of(records, again(records))) {
            assertEquals(2, read.size());
            assertArrayEquals(payload, read.get(0).message());
            assertNotNull(read.get(1).fault());
            assertArrayEquals(hex("7777 0004 00000003 010203"), read.get(1).message());
        }
    }

    /** The records that a log reads, which keeps the bytes. */
    private static RecordBatch again(RecordBatch records) {
        return CODEC.records("fmc", records.bytes(), records.offset(), records.length());
    }

    @Test
    void shouldKeepMessagesThatAreTooShortForTheirType() throws IOException {
        for (int type : List.of(1, 2, 5, 6, 7, 4002)) {
            byte[] header = hex("0001" + HexFormat.of().toHexDigits((short) type) + "00000003");
            Message.Unknown unknown = assertInstanceOf(Message.Unknown.class, read(concat(header, hex("010203"))));
            assertEquals(type, unknown.type());
            assertArrayEquals(hex("010203"), unknown.content());
        }
    }

    @Test
    void shouldReadAnErrorWhoseTextLengthLies() throws IOException {
        Message.Error error =
                assertInstanceOf(Message.Error.class, read(hex("00010001 00000009 00000013 ffff 6e6f21")));
        assertEquals(new Message.Error(19, "no!"), error);
    }

    @Test
    void shouldReadHostProfiles() throws IOException {
        Message.HostData host =
                assertInstanceOf(Message.HostData.class, read(hex("00010007 0000000c 0000008c 0000000c 00000000")));
        assertTrue(host.multiple());
        assertEquals(140, host.profile().blockType());
        assertNotNull(host.profile().visit(new Tree()));
    }

    private Message read(byte[] bytes) throws IOException {
        return CODEC.reader("fmc", new ByteArrayInputStream(bytes), 1 << 20).next();
    }

    private void assertHex(String expected, Message message) {
        assertEquals(expected.replace(" ", ""), HexFormat.of().formatHex(CODEC.encode(message)));
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
