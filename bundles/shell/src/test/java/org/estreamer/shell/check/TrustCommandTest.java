package org.estreamer.shell.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.estreamer.pipeline.transport.ConnectProgress;
import org.estreamer.pipeline.transport.Connection;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.pipeline.transport.Transport;
import org.estreamer.shell.command.Console;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.PassingTime;
import org.estreamer.shell.command.UsageFault;
import org.estreamer.shell.configured.ConfiguredSessions;
import org.estreamer.shell.live.ScriptedSession;
import org.estreamer.shell.live.Services;
import org.estreamer.shell.live.ServicesRig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustCommandTest {
    private static X509Certificate server;

    private final Services services = new Services();
    private final Console console = new Console();
    private final List<X509Certificate> pinned = new ArrayList<>();

    @TempDir
    Path folder;

    @BeforeAll
    static void makeCertificate(@TempDir Path keys) throws Exception {
        server = TrustFileTest.certificate(keys, "CN=fmc.example,O=Example", "server");
    }

    @BeforeEach
    void configureSessions() {
        ScriptedSession.in(services, "hq").trustingOnFirstUse();
        ScriptedSession.in(services, "branch");
        ServicesRig.transport(services, new Transport() {
            @Override
            public Connection connect(Endpoint endpoint, ConnectProgress progress) {
                throw new UnsupportedOperationException("nothing is to be trusted here");
            }

            @Override
            public List<X509Certificate> fetchCertificates(Endpoint endpoint) {
                return List.of(server);
            }

            @Override
            public void pin(Endpoint endpoint, X509Certificate certificate) {
                assertEquals(Path.of("pinned.pem"), endpoint.pin());
                pinned.add(certificate);
            }
        });
    }

    private int trust(String typed, String... words) throws Exception {
        return new TrustCommand(services, new ConfiguredSessions(services, folder), new PassingTime(), Duration.ZERO)
                .run(List.of(words), console.streams(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void shouldShowTheCertificateAndTrustItWhereTheOperatorAgrees() throws Exception {
        assertEquals(ExitStatus.OK, trust("yes\n", "hq"));
        assertTrue(console.out().contains("CN=fmc.example"), console.out());
        assertTrue(console.out().contains("\n  SHA-256  "), console.out());
        assertEquals(List.of(server), pinned);
    }

    @Test
    void shouldNotAskWhereTheOperatorHasSaidYes() throws Exception {
        assertEquals(ExitStatus.OK, trust("", "hq", "--yes"));
        assertEquals(List.of(server), pinned);
    }

    @Test
    void shouldChangeNothingWithoutAYes() throws Exception {
        for (String typed : List.of("", "no\n", "y\n")) {
            assertEquals(ExitStatus.FAILED, trust(typed, "hq"));
        }
        assertEquals(List.of(), pinned);
    }

    @Test
    void shouldRefuseASessionThatPinsNothingAndOneThatIsNone() throws Exception {
        assertEquals(ExitStatus.FAILED, trust("", "branch", "--yes"));
        assertTrue(console.err().contains("branch does not have trust = first"), console.err());
        assertEquals(ExitStatus.FAILED, trust("", "bransch", "--yes"));
        assertTrue(console.err().contains("there is no session bransch"), console.err());
        assertThrows(UsageFault.class, () -> trust("", "--yes"));
        assertEquals(List.of(), pinned);
    }
}
