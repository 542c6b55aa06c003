package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.estreamer.itests.ScriptedManagementCenter.Client;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session that gets another name: it asks what to do with the log of its server, and does not begin anew. */
class RenamedSessionIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int EVENTS = 900;
    private static final int MANAGED_DEVICE = 123;
    private static final String DEVICE = "a sensor of the first hour";

    @TempDir
    private Path home;

    private final FaultyHistory history = new FaultyHistory(1, EVENTS);
    private volatile boolean renamed;

    @Test
    void shouldGoOnInTheLogOfTheNameBeforeWithItsMetadata() throws Exception {
        Installation installation = new Installation(home)
                .drop("org.estreamer.plugin.file")
                .configure("plugin.file-all", "path=events.jsonl", "names=both");
        Path file = installation.data().resolve("events.jsonl");
        TestAuthority authority = new TestAuthority("rename-tests");
        try (ScriptedManagementCenter server = new ScriptedManagementCenter(
                authority.self().certificate(), authority.issue("fmc"), List.of(this::serve))) {
            String[] settings = new ClientSettings(authority, home).lines(server.port());
            installation.configure("session-old", settings);
            try (Launched run = installation.launch("run")) {
                Await.until(
                        "half of the events in\n" + run.everything(),
                        LIMIT,
                        () -> history.numbers(file).size() == EVENTS / 2);
                Installation.stopInTime(run);
            }
            Files.delete(installation.etc().resolve("org.estreamer.session-old.cfg"));
            installation.configure("session-new", settings);
            renamed = true;
            try (Launched run = installation.launch("run")) {
                run.awaitLine("estreamer:log rename old new");
                try (Launched command = installation.launch("log", "rename", "old", "new")) {
                    assertEquals(0, command.exitStatus(), command::everything);
                }
                Await.until("all events in\n" + run.everything(), LIMIT, () -> history.isIn(file));
                Installation.stopInTime(run);
            }
        }
        assertEquals(history.all(), history.numbers(file));
        try (Stream<String> lines = Files.lines(file)) {
            assertEquals(
                    EVENTS,
                    lines.filter(line -> line.contains("\"eventSecond\"") && line.contains(DEVICE))
                            .count());
        }
    }

    /** Before the name changes: what the device is called and half of the events; then all of them, and no name. */
    private void serve(Client client) throws IOException {
        if (renamed) {
            history.serve(client);
            return;
        }
        List<byte[]> bundles = history.bundles(client.accept());
        byte[] device =
                FaultyHistory.CODEC.encode(new RecordHeader(MANAGED_DEVICE, 0, 0), Map.of("id", 1, "name", DEVICE));
        client.send(FaultyHistory.CODEC.encode(
                new Message.Bundle(1, 1, new RecordBatch("", List.of(FaultyHistory.CODEC.decode("", device))))));
        client.awaitAcknowledgement();
        for (byte[] bundle : bundles.subList(0, bundles.size() / 2)) {
            client.send(bundle);
            client.awaitAcknowledgement();
        }
        client.stall();
    }
}
