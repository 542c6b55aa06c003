package org.estreamer.transport;

import static org.estreamer.transport.Endpoints.endpoint;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.estreamer.pipeline.transport.ConnectStep;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.transport.TestPki.Party;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FetchTest extends TlsRig {
    private static TestServer serve(String tls, Party clientCa) {
        return TestServer.start(
                InetAddress.getLoopbackAddress(), tls, clientCa.cert(), TestServer::echo, server, ca.cert());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void shouldFetchTheChainWithoutTrustingIt(String tls) throws IOException {
        try (TestServer running = serve(tls, ca)) {
            Endpoint endpoint = to(running.port()).build();
            assertEquals(List.of(server.cert(), ca.cert()), transport.fetchCertificates(endpoint));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void shouldFetchTheChainFromAServerThatRejectsTheClient(String tls) throws IOException {
        Party otherCa = TestPki.authority("other");
        try (TestServer running = serve(tls, otherCa)) {
            Endpoint known = to(running.port()).build();
            Endpoint nobody = endpoint()
                    .port(running.port())
                    .identity(folder.resolve("missing"))
                    .build();
            Endpoint unset = endpoint().port(running.port()).build();
            for (Endpoint endpoint : List.of(known, nobody, unset)) {
                assertEquals(List.of(server.cert(), ca.cert()), transport.fetchCertificates(endpoint));
            }
        }
    }

    /** In TLS 1.2 a server knows at the end of the handshake; in 1.3 this client may have left by then. */
    @Test
    void shouldShowNoCertificateToWhoeverAnswers() throws IOException, InterruptedException {
        BlockingQueue<Optional<Certificate>> shown = new ArrayBlockingQueue<>(1);
        TestServer.Service looking = socket -> {
            try {
                shown.add(Optional.of(socket.getSession().getPeerCertificates()[0]));
            } catch (SSLPeerUnverifiedException nobody) {
                shown.add(Optional.empty());
            }
        };
        try (TestServer running =
                TestServer.start(InetAddress.getLoopbackAddress(), "TLSv1.2", null, looking, server, ca.cert())) {
            Endpoint endpoint = to(running.port()).build();
            assertEquals(List.of(server.cert(), ca.cert()), transport.fetchCertificates(endpoint));
            assertEquals(Optional.empty(), shown.poll(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void shouldSayThatThereIsNoServer() throws IOException {
        int port;
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = silent.getLocalPort();
            Endpoint endpoint =
                    endpoint().port(port).connectTimeout(Duration.ofSeconds(3)).build();
            Failures.passing(ConnectStep.TLS, () -> transport.fetchCertificates(endpoint), "127.0.0.1:" + port);
        }
        Endpoint gone = endpoint().port(port).build();
        Failures.passing(ConnectStep.TCP, () -> transport.fetchCertificates(gone), "127.0.0.1:" + port);
    }
}
