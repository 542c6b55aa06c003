package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    /** The plugins folder has what is only looked at: nothing of it may begin to write. */
    @Test
    void shouldTryOutputsBesideTheProcessThatWritesThem() throws Exception {
        client.drop("org.estreamer.plugin.file")
                .drop("org.estreamer.plugin.pcap")
                .drop("org.estreamer.plugin.jdbc")
                .configure("plugin.file-all", "path=events.jsonl")
                .configure("plugin.pcap-all", "directory=captures")
                .configure("plugin.jdbc-all", "url=")
                .configure("session-fmc", server.sessionSettings());
        Path file = client.data().resolve("events.jsonl");
        try (Launched run = client.launch("run")) {
            run.awaitLine("Session fmc: streaming");
            Await.until("events in " + file, Duration.ofSeconds(60), () -> Files.exists(file) && Files.size(file) > 0);
            try (Launched check = client.launch("check")) {
                assertEquals(0, check.exitStatus(), check::everything);
                assertTrue(check.hasLine("file +ok +" + file), check::everything);
                assertTrue(check.hasLine("format +ok +json"), check::everything);
                assertTrue(check.hasLine("folder +ok +" + client.data().resolve("captures")), check::everything);
                assertTrue(check.hasLine("folder +ok +" + client.data().resolve("jdbc")), check::everything);
                assertTrue(check.hasLine("3 outputs checked, all ok"), check::everything);
                assertFalse(check.hasLine("nothing that is here is configured by|no plugin reads"), check::everything);
            }
            Installation.stopInTime(run);
            assertTrue(Files.readAllLines(file).stream().allMatch(line -> line.startsWith("{") && line.endsWith("}")));
        }
    }

    @Test
    void shouldNameSlipsInPluginsFilesAndStartNoPlugin() throws Exception {
        client.drop("org.estreamer.plugin.file")
                .configure("session-fmc", server.sessionSettings())
                .configure("plugin.file-a", "path=a", "records=intrusoin")
                .configure("plugin.file-b", "pth=b")
                .configure("plugin.flie-c", "path=c")
                .configure("plugin.file-d", "path=d", "format=jsn");
        Files.writeString(client.etc().resolve("org.estreamer.session-e.conf"), "host=e\n");
        PluginJar.drop(client.plugins(), "tally.jar", "1.0.0");
        Files.writeString(client.plugins().resolve("no.jar"), "no jar");
        try (Launched check = client.launch("check")) {
            assertEquals(1, check.exitStatus(), check::everything);
            for (String line : List.of(
                    "FAILED .*plugin\\.file-a\\.cfg: .*'records' names 'intrusoin'; did you mean intrusion\\?",
                    "FAILED .*plugin\\.file-b\\.cfg: pth: unknown setting; did you mean path\\?",
                    "FAILED .*did you mean org\\.estreamer\\.plugin\\.file\\?",
                    "FAILED .*there is no format named jsn; did you mean json\\?",
                    "FAILED .*rename it to org\\.estreamer\\.session-e\\.cfg",
                    "1 session checked, all ok",
                    "6 of 6 outputs failed: .*no\\.jar")) {
                assertTrue(check.hasLine(line), () -> line + " in\n" + check.everything());
            }
        }
        assertFalse(Files.exists(client.tally().resolve("started")));
        assertFalse(Files.exists(client.data()));
    }

    @Test
    void shouldTakePluginsThroughTheGate() throws Exception {
        new TestAuthority("publisher").self().writeCertificate(client.etc().resolve("trusted.pem"));
        client.drop("org.estreamer.plugin.file")
                .configure("deployer", "plugins.trust=signed", "plugins.keyStore=trusted.pem")
                .configure("session-fmc", server.sessionSettings())
                .configure("plugin.file-all", "path=a");
        try (Launched check = client.launch("check")) {
            assertEquals(1, check.exitStatus(), check::everything);
            assertTrue(check.hasLine("jar +FAILED +it is not signed"), check::everything);
            assertFalse(check.hasLine("format +ok"), check::everything);
        }
    }

    @Test
    void shouldTryTheSimulatorThatRunsAndStartNoSecondOne() throws Exception {
        client.configure("simulator-own", "port=0", "session=own");
        try (Launched check = client.launch("check")) {
            assertEquals(1, check.exitStatus(), check::everything);
            assertTrue(check.hasLine("Simulator own .* is not running"), check::everything);
            assertFalse(Files.exists(client.data()), "it has made something");
        }
        try (Launched run = client.launch("run")) {
            run.awaitLine("Session own: streaming");
            try (Launched check = client.launch("check", "own")) {
                assertEquals(0, check.exitStatus(), check::everything);
                assertTrue(check.hasLine("first message.*ok"), check::everything);
            }
            Installation.stopInTime(run);
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
