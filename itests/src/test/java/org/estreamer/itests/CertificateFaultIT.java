package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.estreamer.itests.ScriptedManagementCenter.Script;
import org.estreamer.itests.TestAuthority.Party;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that expire and that are exchanged, on both sides, while one client runs against several servers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificateFaultIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Path home;
    private TestAuthority authority;
    private Path file;
    private Launched run;
    private Peer exchanged;
    private Peer expired;
    private Peer renewed;

    /** A server, what it has, and what the client trusts it by. */
    private record Peer(ScriptedManagementCenter server, FaultyHistory history, Path trust) {}

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        home = folder;
        authority = new TestAuthority("certificate-tests");
        Installation installation = new Installation(home)
                .drop("org.estreamer.plugin.file")
                .configure("plugin.file-all", "path=events.jsonl");
        file = installation.data().resolve("events.jsonl");
        FaultyHistory half = new FaultyHistory(1, 20);
        exchanged = peer(installation, "exchanged", authority.issue("fmc"), half, client -> {
            client.accept();
            client.send(half.bundles(0).get(0));
            client.stall();
        });
        expired = peer(installation, "expired", authority.issue("fmc", Duration.ofDays(-1)), new FaultyHistory(2, 20));
        renewed = peer(installation, "renewed", authority.issue("fmc"), new FaultyHistory(3, 20));
        run = installation.launch("run");
    }

    private Peer peer(
            Installation installation, String name, Party shown, FaultyHistory history, Script... firstScripts)
            throws Exception {
        Path folder = Files.createDirectory(home.resolve(name));
        Path trust = shown.writeCertificate(folder.resolve("pinned.pem"));
        List<Script> scripts =
                firstScripts.length == 0 ? List.of(history::serve) : List.of(firstScripts[0], history::serve);
        ScriptedManagementCenter server =
                new ScriptedManagementCenter(authority.self().certificate(), shown, scripts);
        installation.configure(
                "session-" + name, new ClientSettings(authority, folder).lines(server.port(), "trust=" + trust));
        return new Peer(server, history, trust);
    }

    @AfterAll
    void stop() throws IOException {
        run.close();
        for (Peer peer : List.of(exchanged, expired, renewed)) {
            peer.server().close();
        }
    }

    @Test
    void shouldRefuseAnotherKeyThanThePinnedOneUntilItIsPinnedToo() throws Exception {
        Await.until(
                "the first events",
                LIMIT,
                () -> !exchanged.history().numbers(file).isEmpty());

        Party second = authority.issue("fmc");
        exchanged.server().show(second);
        exchanged.server().disconnect();
        run.awaitLine("ERROR.*Session exchanged: .*not vouched for by trust: .*pinned\\.pem.*--save-trust");
        int refused = exchanged.server().connections();

        Path fresh = second.writeCertificate(home.resolve("fresh.pem"));
        Files.move(fresh, exchanged.trust(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        awaitAllEvents(exchanged);
        assertEquals(refused + 1, exchanged.server().connections(), run::everything);
    }

    @Test
    void shouldComeBackWhenAnExpiredCertificateIsRenewedAndWarnBeforeTheNextEnd() throws Exception {
        run.awaitLine("ERROR.*Session expired: .*expired on .*renew it on the management center");
        Party fresh = authority.issue("fmc", Duration.ofDays(29));
        expired.server().show(fresh);
        fresh.writeCertificate(expired.trust());
        awaitAllEvents(expired);
        assertTrue(run.hasLine("Session expired: tls: .*WARNING.*expires"), run::everything);
    }

    @Test
    void shouldShowANewIdentityAsSoonAsItIsThere() throws Exception {
        awaitAllEvents(renewed);
        new ClientSettings(authority, home.resolve("renewed"));
        run.awaitLine("Session renewed: .*identity or trust has changed");
        Await.until("a second connection", LIMIT, () -> renewed.server().connections() == 2);
        run.awaitLine("Session renewed: streaming, events since");
        assertEquals(renewed.history().all(), renewed.history().numbers(file));
    }

    private void awaitAllEvents(Peer peer) throws Exception {
        Await.until(
                "all events in\n" + run.everything(),
                LIMIT,
                () -> peer.history().isIn(file));
        assertEquals(peer.history().all(), peer.history().numbers(file), run::everything);
    }
}
