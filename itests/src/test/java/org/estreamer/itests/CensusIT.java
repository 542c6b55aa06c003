package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.estreamer.itests.ScriptedManagementCenter.Client;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A management center that is newer than this program: what it offers and sends is named, counted and kept. */
class CensusIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final byte[] FROM_TOMORROW = "from tomorrow".getBytes(StandardCharsets.UTF_8);
    private static final int BLOCK_TYPE_AT = 16 + 56;

    @TempDir
    private Path home;

    private final byte[] offer = FaultyHistory.CODEC.encode(new Message.StreamingInformation(List.of(
            new Message.Service(7000, 0, 0, List.of(new Message.EventVersion(3, 12))),
            new Message.Service(Message.Service.ESTREAMER, 0, 0, List.of()))));

    private void serve(Client client) throws IOException {
        client.shakeHands();
        client.read(2);
        client.send(offer);
        client.read(2049);
        client.send(FaultyHistory.CODEC.encode(new Message.Unknown(4711, FROM_TOMORROW)));
        client.send(FaultyHistory.CODEC.encode(
                new Message.Bundle(1, 1, new RecordBatch("", List.of(strangeRecord(), strangeBlock())))));
        while (true) {
            client.send(FaultyHistory.KEEP_ALIVE);
            client.read(0);
        }
    }

    private static Record strangeRecord() {
        ByteBuffer record = ByteBuffer.allocate(8 + FROM_TOMORROW.length);
        record.putInt(6000).putInt(FROM_TOMORROW.length).put(FROM_TOMORROW);
        return FaultyHistory.CODEC.decode("", record.array());
    }

    private static Record strangeBlock() {
        byte[] connection = FaultyHistory.CODEC.encode(
                new RecordHeader(71, 0, 1_700_000_000), Map.of("hostIpAddress", "192.0.2.1"));
        ByteBuffer.wrap(connection).putInt(BLOCK_TYPE_AT, 9999);
        return FaultyHistory.CODEC.decode("", connection);
    }

    @Test
    void shouldNameCountAndKeepWhatItDoesNotKnow() throws Exception {
        TestAuthority authority = new TestAuthority("census-tests");
        ClientSettings settings = new ClientSettings(authority, home);
        Installation client = new Installation(home)
                .drop("org.estreamer.plugin.file")
                .configure("plugin.file-all", "path=events.jsonl");
        Path file = client.data().resolve("events.jsonl");
        try (ScriptedManagementCenter server = new ScriptedManagementCenter(
                authority.self().certificate(), authority.issue("fmc"), List.of(this::serve))) {
            client.configure("session-fmc", settings.lines(server.port(), "readTimeoutSeconds=60"));
            try (Launched check = client.launch("check", "fmc")) {
                assertEquals(0, check.exitStatus(), check::everything);
                assertTrue(
                        check.hasLine(
                                "request +ok +the server offers service 7000 with event type 12 version 3, eStreamer"
                                        + " \\(6667\\)"),
                        check::everything);
            }
            try (Launched run = client.launch("run")) {
                Await.until(
                        () -> "four records in " + file + "\n" + run.everything(),
                        LIMIT,
                        () -> lines(file).size() == 4);
                try (Launched status = client.launch("status")) {
                    status.exitStatus();
                    assertTrue(
                            status.hasLine(
                                    "fmc has sent what is not known here: service 7000 \\(\\d\\), message type 4711"
                                            + " \\(\\d\\), record type 6000 \\(\\d\\), block type 9999 in record type 71 \\(\\d\\)"),
                            status::everything);
                }
                Installation.stopInTime(run);
            }
        }
        assertTrue(lines(file).get(0).contains(base64(offer, Long.BYTES)), () -> file + " has no offer");
        String all = String.join("\n", lines(file));
        assertEquals(3, all.split(base64(FROM_TOMORROW, 0), -1).length, all);
    }

    private static String base64(byte[] bytes, int from) {
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
