package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estreamer.itests.ScriptedManagementCenter.Script;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that send more than anybody takes, of everything there is, to a client with little memory and a slow plugin. */
class FloodIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern RESIDENT = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    /** A heap of 96 MiB and all that a Java process has beside it. */
    private static final long MOST_RESIDENT_KIB = 300 << 10;

    private static final long SLOW_NANOS = 20_000;
    private static final int EVENTS = 12_000;
    private static final int NOISES = 10_000;

    @TempDir
    private Path home;

    private final FaultyHistory history = new FaultyHistory(1, EVENTS);
    private final AtomicLong noise = new AtomicLong();
    private final List<ScriptedManagementCenter> servers = new ArrayList<>();
    private Installation installation;

    @BeforeEach
    void prepare() throws Exception {
        installation = new Installation(home)
                .javaOptions("-Xmx96m -Destreamer.tally.pauseNanos=" + SLOW_NANOS)
                .drop("org.estreamer.plugin.file")
                .configure("plugin.file-all", "path=events.jsonl");
        PluginJar.drop(installation.plugins(), "tally.jar", "1.0.0");
        TestAuthority authority = new TestAuthority("flood-tests");
        ClientSettings settings = new ClientSettings(authority, home);
        for (Script script : scripts()) {
            ScriptedManagementCenter server = new ScriptedManagementCenter(
                    authority.self().certificate(), authority.issue("fmc"), List.of(script));
            servers.add(server);
            installation.configure("session-" + servers.size(), settings.lines(server.port(), "readTimeoutSeconds=60"));
        }
    }

    private List<Script> scripts() {
        return List.of(
                client -> {
                    client.send(history.stream(client.accept()));
                    client.stall();
                },
                client -> flood(client, FaultyHistory.KEEP_ALIVE),
                client -> flood(client, unknownMessage(999, 4)),
                client -> flood(client, unknownMessage(998, 8 << 20)));
    }

    @AfterEach
    void stop() throws IOException {
        for (ScriptedManagementCenter server : servers) {
            server.close();
        }
    }

    @Test
    void shouldHoldItsMemoryAndLoseNothing() throws Exception {
        Path file = installation.data().resolve("events.jsonl");
        try (Launched run = installation.launch("run")) {
            Await.until(
                    "the slow plugin has them in\n" + run.everything(),
                    LIMIT,
                    () -> installation.count("1.0.0") > EVENTS - 1000);
            Await.until("there was noise", LIMIT, () -> noise.get() > NOISES);
            assertTrue(resident(run) < MOST_RESIDENT_KIB, () -> "it took more than " + MOST_RESIDENT_KIB + " KiB");
            assertFalse(run.hasLine("OutOfMemory"), run::everything);
            assertTrue(run.everything().lines().count() < 100, run::everything);
            Installation.stopInTime(run);
        }
        assertEquals(history.all(), history.numbers(file));
    }

    private void flood(ScriptedManagementCenter.Client client, byte[] message) throws IOException {
        client.accept();
        while (true) {
            client.send(message);
            noise.incrementAndGet();
        }
    }

    private static byte[] unknownMessage(int type, int length) {
        return ByteBuffer.allocate(8 + length)
                .putShort((short) 1)
                .putShort((short) type)
                .putInt(length)
                .array();
    }

    private static long resident(Launched run) throws IOException {
        Path status = Path.of("/proc", Long.toString(run.process().pid()), "status");
        Matcher resident = RESIDENT.matcher(Files.readString(status));
        assertTrue(resident.find());
        return Long.parseLong(resident.group(1));
    }
}
