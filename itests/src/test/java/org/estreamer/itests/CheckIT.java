package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trying a server before trusting it: the steps of a check, and pinning what the server shows. */
class CheckIT {
    @TempDir
    private Path home;

    private SimulatedServer server;
    private Installation client;

    @BeforeEach
    void startServer() throws Exception {
        server = SimulatedServer.start(home.resolve("server"), "rate=100");
        client = new Installation(home.resolve("client"));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void shouldPassEveryStepAgainstAServerThatIsTrusted() throws Exception {
        client.configure("session-fmc", server.sessionSettings());
        try (Launched check = client.launch("check")) {
            assertEquals(0, check.exitStatus(), check::everything);
            assertTrue(check.hasLine("first message.*ok"), check::everything);
        }
    }

    @Test
    void shouldSaveWhatTheServerShowsForPinning() throws Exception {
        Path pinned = home.resolve("server.pem");
        configureTrust(home.resolve("not-there.pem"));
        try (Launched save = client.launch("check", "--save-trust", pinned.toString())) {
            save.exitStatus();
            assertTrue(save.hasLine("SHA-?256"), save::everything);
            assertTrue(Files.readString(pinned).contains("BEGIN CERTIFICATE"));
        }
        configureTrust(pinned);
        try (Launched check = client.launch("check")) {
            assertEquals(0, check.exitStatus(), check::everything);
        }
    }

    @Test
    void shouldSayWhichStepFailsAndWhatToDo() throws Exception {
        configureTrust(home.resolve("not-there.pem"));
        try (Launched check = client.launch("check")) {
            assertEquals(1, check.exitStatus(), check::everything);
            assertTrue(check.hasLine("trust.*not-there\\.pem"), check::everything);
        }
    }

    private void configureTrust(Path trust) throws IOException {
        client.configure("session-fmc", server.sessionSettings() + "\ntrust=" + trust);
    }
}
