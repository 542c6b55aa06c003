package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.estreamer.itests.ScriptedManagementCenter.Client;
import org.estreamer.itests.ScriptedManagementCenter.Script;
import org.estreamer.itests.TestAuthority.Party;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are after the memory, the time or the log of the program, beside one that only has events. */
class HostileServerIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long A_WHILE = Duration.ofMillis(200).toNanos();
    private static final int EVENTS = 3_000;
    private static final int LEVELS = 2_000;
    private static final int BUNDLE = 4002;

    @TempDir
    private Path home;

    private final FaultyHistory history = new FaultyHistory(1, EVENTS);
    private final List<ScriptedManagementCenter> servers = new ArrayList<>();
    private Installation installation;
    private TestAuthority authority;
    private ClientSettings settings;

    @BeforeEach
    void prepare() throws Exception {
        installation = new Installation(home)
                .javaOptions("-Xmx96m")
                .drop("org.estreamer.plugin.file")
                .configure("plugin.file-all", "path=events.jsonl");
        authority = new TestAuthority("hostile-tests");
        settings = new ClientSettings(authority, home);
    }

    private void serve(Party shown, Script script) throws Exception {
        ScriptedManagementCenter server =
                new ScriptedManagementCenter(authority.self().certificate(), shown, List.of(script));
        servers.add(server);
        installation.configure("session-" + servers.size(), settings.lines(server.port(), "readTimeoutSeconds=60"));
    }

    @AfterEach
    void stop() throws IOException {
        for (ScriptedManagementCenter server : servers) {
            server.close();
        }
    }

    @Test
    void shouldReceiveFromOthersWhateverServersAreAfter() throws Exception {
        Party own = authority.issue("fmc");
        serve(own, history::serve);
        serve(own, client -> sendOnce(client, emptyRecords(64 << 20)));
        serve(own, client -> sendOnce(client, emptyRecords(8 << 20)));
        serve(own, client -> sendOnce(client, nestedBlocks()));
        for (int server = 0; server < 3; server++) {
            serve(own, client -> drip(client, emptyRecords(8 << 20)));
        }
        serve(new TestAuthority("x\u0085ERROR forged\u2028ERROR forged\u202E\u009B2J").issue("fmc"), Client::accept);

        Path file = installation.data().resolve("events.jsonl");
        try (Launched run = installation.launch("run")) {
            Await.until(() -> "all events are there in\n" + run.everything(), LIMIT, () -> history.isIn(file));
            run.awaitLine("Session 2: .* claims 67108864 bytes; with this heap at most \\d+ can be taken");
            // while others drip into what all share, it may have to come again
            run.awaitLine("Session 3: (broken record|.* there is no memory for a message)");
            run.awaitLine("Session 4: broken record .* nested deeper than 16 blocks");
            run.awaitLine("Session 8: .* is not vouched for by");
            assertFalse(run.hasLine("OutOfMemory|StackOverflow|the heap is used up"), run::everything);
            assertTrue(run.errors().stream().noneMatch(line -> line.startsWith("ERROR forged")), run::everything);
            assertFalse(run.hasLine("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]"), run::everything);
            Installation.stopInTime(run);
        }
        assertEquals(history.all(), history.numbers(file));
    }

    private static void sendOnce(Client client, byte[] message) throws IOException {
        client.accept();
        client.send(message);
        client.stall();
    }

    /** A large part at once, and then so slowly that the rest takes hours. */
    private static void drip(Client client, byte[] message) throws IOException {
        client.accept();
        int at = message.length / 2;
        client.send(ByteBuffer.allocate(at).put(message, 0, at).array());
        while (at + 1024 < message.length) {
            client.send(ByteBuffer.allocate(1024).put(message, at, 1024).array());
            at += 1024;
            LockSupport.parkNanos(A_WHILE);
        }
    }

    /** A bundle of records that have not a byte. */
    private static byte[] emptyRecords(int length) {
        ByteBuffer message = ByteBuffer.allocate(8 + length);
        message.putShort((short) 1).putShort((short) BUNDLE).putInt(length).putLong(1);
        while (message.hasRemaining()) {
            message.putShort((short) 1).putShort((short) 4).putInt(0);
        }
        return message.array();
    }

    /** A block of two readings in a block of two readings, and so on. */
    private static byte[] nestedBlocks() {
        int body = 56 + 48 * LEVELS;
        ByteBuffer message = ByteBuffer.allocate(8 + 16 + body);
        message.putShort((short) 1).putShort((short) 4).putInt(16 + body);
        message.putInt(71).putInt(body).putInt(1_700_000_000).putInt(0);
        message.put(8 + 16 + 14, (byte) 1).position(8 + 16 + 56);
        for (int level = LEVELS; level > 0; level--) {
            message.putInt(112).putInt(48 * level).putLong(0).putLong(0);
            message.putInt(0).putInt(8).putInt(31).putInt(48 * level - 40);
        }
        while (message.hasRemaining()) {
            message.putInt(31).putInt(8);
        }
        return message.array();
    }
}
