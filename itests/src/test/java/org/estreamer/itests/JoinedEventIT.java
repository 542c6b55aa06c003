package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.estreamer.itests.ScriptedManagementCenter.Client;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An intrusion event with its packet, its extra data and its names, of bytes that are put together here by hand as the
 * protocol has them: what comes out is held against what was meant, and not against another part of the program.
 */
class JoinedEventIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int SECOND = 1_700_000_000;
    private static final int DEVICE = 7;

    @TempDir
    private Path home;

    private volatile boolean restarted;

    @Test
    void shouldNameWhatBelongsTogetherAlsoAfterARestart() throws Exception {
        Installation installation = new Installation(home)
                .drop("org.estreamer.plugin.file")
                .configure(
                        "plugin.file-all",
                        "path=events.jsonl",
                        "join=true",
                        "joinSeconds=1",
                        "records=intrusion,packet");
        Path file = installation.data().resolve("events.jsonl");
        TestAuthority authority = new TestAuthority("joined-tests");
        try (ScriptedManagementCenter server = new ScriptedManagementCenter(
                authority.self().certificate(), authority.issue("fmc"), List.of(this::serve))) {
            installation.configure("session-fmc", new ClientSettings(authority, home).lines(server.port()));
            runUntilLines(installation, file, 1);
            restarted = true;
            runUntilLines(installation, file, 2);
        }
        List<String> lines = Files.readAllLines(file);
        assertEquals(List.of(expected(1), expected(2)), lines);
    }

    private static void runUntilLines(Installation installation, Path file, long count) throws Exception {
        try (Launched run = installation.launch("run")) {
            Await.until(count + " lines in\n" + run.everything(), LIMIT, () -> lines(file) == count);
            Installation.stopInTime(run);
        }
    }

    private static long lines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        }
    }

    /** Priority, impact, protocol and link type have names that everybody knows; the others come from the server. */
    private static String expected(int event) {
        String key = "\"deviceId\":7,\"eventId\":" + event + ",\"eventSecond\":1700000000,";
        String archived = "\"archiveTimestamp\":1700000000,";
        String times = "\"times\":{\"archiveTime\":\"2023-11-14T22:13:20Z\",\"eventTime\":\"2023-11-14T22:13:20";
        String device = "\"names\":{\"deviceName\":\"sensor\",";
        return "{\"recordType\":104," + archived + key
                + "\"eventMicrosecond\":123456,\"ruleId\":3116,\"generatorId\":1,"
                + "\"ruleRevision\":5,\"classificationId\":33,\"priorityId\":1,\"sourceIpAddress\":\"10.1.2.3\","
                + "\"destinationIpAddress\":\"192.0.2.9\",\"sourcePortOrIcmpType\":49152,"
                + "\"destinationPortOrIcmpCode\":443,\"ipProtocolId\":6,\"impactFlags\":3,\"impact\":2,\"blocked\":1,"
                + "\"mplsLabel\":0,\"vlanId\":12,\"pad\":0," + times + ".123456Z\"}," + device
                + "\"ruleMessage\":\"A \\\"bad\\\" one\",\"ruleSignatureId\":\"31160\","
                + "\"classificationName\":\"trojan-activity\",\"classificationDescription\":\"Trojan\","
                + "\"priorityName\":\"high\",\"ipProtocolName\":\"TCP\","
                + "\"impactFlagNames\":[\"monitored network\",\"host in network map\"],"
                + "\"impactName\":\"orange (potentially vulnerable)\",\"blockedName\":\"dropped\"},"
                + "\"packets\":[{\"recordType\":2," + archived + key
                + "\"packetSecond\":1700000000,\"packetMicrosecond\":250000,\"linkType\":1,\"packetData\":\"3q2+7w==\","
                + times + "Z\",\"packetTime\":\"2023-11-14T22:13:20.250000Z\"}," + device
                + "\"linkTypeName\":\"EN10MB\"}}],\"extraData\":[{\"recordType\":110," + archived + "\"blockType\":4,"
                + key
                + "\"type\":40,\"blob\":\"L2E/Yj0x\"," + times + "Z\"}," + device
                + "\"typeName\":\"Client origin\"}}]}";
    }

    /** The names come with the first connection only. */
    private void serve(Client client) throws IOException {
        client.accept();
        if (!restarted) {
            send(client, record(123, 0, number(DEVICE), number(6), text("sensor")));
            send(client, record(4, 0, number(1), number16(4), text("high")));
            send(
                    client,
                    record(
                            67,
                            0,
                            number(33),
                            number16(15),
                            text("trojan-activity"),
                            number16(6),
                            text("Trojan"),
                            zeros(32)));
            send(
                    client,
                    record(
                            66,
                            0,
                            number(1),
                            number(3116),
                            number(5),
                            number(31_160),
                            number16(11),
                            zeros(32),
                            text("A \"bad\" one")));
            send(
                    client,
                    record(
                            111,
                            0,
                            number(5),
                            number(8 + 4 + 21 + 14),
                            number(40),
                            string("Client origin"),
                            string("String")));
        }
        int event = restarted ? 2 : 1;
        send(client, event(event));
        send(
                client,
                record(
                        2,
                        SECOND,
                        number(DEVICE),
                        number(event),
                        number(SECOND),
                        number(SECOND),
                        number(250_000),
                        number(1),
                        number(4),
                        new byte[] {(byte) 0xde, (byte) 0xad, (byte) 0xbe, (byte) 0xef}));
        send(
                client,
                record(
                        110,
                        SECOND,
                        number(4),
                        number(8 + 16 + 8 + 6),
                        number(DEVICE),
                        number(event),
                        number(SECOND),
                        number(40),
                        number(1),
                        number(8 + 6),
                        text("/a?b=1")));
        client.stall();
    }

    private static byte[] event(int id) {
        return record(
                104,
                SECOND,
                number(DEVICE),
                number(id),
                number(SECOND),
                number(123_456),
                number(3116),
                number(1),
                number(5),
                number(33),
                number(1),
                new byte[] {10, 1, 2, 3},
                new byte[] {(byte) 192, 0, 2, 9},
                number16(49_152),
                number16(443),
                new byte[] {6, 3, 2, 1},
                number(0),
                number16(12),
                number16(0));
    }

    private static void send(Client client, byte[] message) throws IOException {
        client.send(message);
        client.awaitAcknowledgement();
    }

    /** A message of type 4, event data, with one record; archived at a second, or without such a timestamp. */
    private static byte[] record(int type, int second, byte[]... parts) {
        byte[] body = joined(parts);
        byte[] stamp = second == 0 ? new byte[0] : joined(number(second), number(0));
        return joined(
                number16(1),
                number16(4),
                number(8 + stamp.length + body.length),
                number(type),
                number(body.length),
                stamp,
                body);
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static byte[] number16(int value) {
        return ByteBuffer.allocate(2).putShort((short) value).array();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A string block: type 0, its length with these eight bytes, the text. */
    private static byte[] string(String text) {
        return joined(number(0), number(8 + text.length()), text(text));
    }

    private static byte[] zeros(int count) {
        return new byte[count];
    }

    private static byte[] joined(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Stream.of(parts).mapToInt(part -> part.length).sum());
        Stream.of(parts).forEach(all::put);
        return all.array();
    }
}
