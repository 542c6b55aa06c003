package org.estreamer.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.estreamer.pipeline.ConnectFailure;
import org.estreamer.pipeline.ConnectProgress;
import org.estreamer.pipeline.ConnectStep;
import org.estreamer.pipeline.Connection;
import org.estreamer.pipeline.Endpoint;
import org.estreamer.pipeline.Transport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mutual TLS 1.2 and 1.3 through the JDK. Keeps nothing between connections: identity and trust are read at every one,
 * so a renewed file counts from the next connection on.
 */
@Component
public final class TlsTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(TlsTransport.class);

    private final Dialer.Resolver resolver;

    /** Looks names up as the JDK does. */
    @Activate
    public TlsTransport() {
        this(InetAddress::getAllByName);
    }

    TlsTransport(Dialer.Resolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public Connection connect(Endpoint endpoint, ConnectProgress progress) throws ConnectFailure {
        Dialer.requireAddress(endpoint);
        Identity identity = IdentityReader.read(endpoint);
        progress.succeeded(ConnectStep.IDENTITY, IdentityReader.describe(endpoint, identity));
        ServerTrust trust = TrustReader.read(endpoint, identity);
        progress.succeeded(ConnectStep.TRUST, trust.toString());
        Attempt attempt = new Attempt(endpoint, new Handshake(endpoint, identity, trust), progress);
        try {
            return attempt.connection();
        } catch (IOException e) {
            ConnectFailure refusal = trust.refusal();
            throw refusal == null ? attempt.explain(e) : refusal;
        }
    }

    @Override
    public List<X509Certificate> fetchCertificates(Endpoint endpoint) throws ConnectFailure {
        Dialer.requireAddress(endpoint);
        CapturingTrust trust = new CapturingTrust();
        Handshake handshake = new Handshake(endpoint, identityIfReadable(endpoint), trust);
        Attempt attempt = new Attempt(endpoint, handshake, ConnectProgress.NONE);
        try (Connection connection = attempt.connection()) {
            return connection.peerCertificates();
        } catch (IOException e) {
            // the server shows its certificate before it looks at the client's
            if (trust.captured().isEmpty()) {
                throw attempt.explain(e);
            }
            LOG.debug("{}: showed its certificate, then broke off", endpoint, e);
            return trust.captured();
        }
    }

    private static Identity identityIfReadable(Endpoint endpoint) {
        try {
            return IdentityReader.read(endpoint);
        } catch (ConnectFailure e) {
            LOG.debug("{}: fetching the server's certificate without an identity", endpoint, e);
            return null;
        }
    }

    /** One attempt under one deadline. */
    private final class Attempt {
        private final Endpoint endpoint;
        private final Handshake handshake;
        private final ConnectProgress progress;
        private Rejection rejection;

        Attempt(Endpoint endpoint, Handshake handshake, ConnectProgress progress) {
            this.endpoint = endpoint;
            this.handshake = handshake;
            this.progress = progress;
        }

        Connection connection() throws IOException {
            Deadline deadline = new Deadline(endpoint);
            Socket raw = new Dialer(resolver, endpoint, deadline, progress).dial();
            boolean open = false;
            try {
                rejection = new Rejection(endpoint, raw.getLocalAddress());
                SSLSocket socket = handshake.over(raw, deadline);
                socket.setSoTimeout(millis(endpoint.readTimeout()));
                Connection connection = new TlsConnection(raw, socket, rejection);
                progress.succeeded(ConnectStep.TLS, describe(socket, connection));
                open = true;
                return connection;
            } finally {
                if (!open) {
                    raw.close();
                }
            }
        }

        /** What is no failure yet was thrown by JSSE in the handshake: the rest of the attempt throws nothing else. */
        ConnectFailure explain(IOException thrown) {
            return thrown instanceof ConnectFailure failure ? failure : rejection.because(thrown);
        }

        private static String describe(SSLSocket socket, Connection connection) {
            return connection.protocol() + ", " + socket.getSession().getCipherSuite() + ", server "
                    + CertificateText.describe(connection.peerCertificates().get(0));
        }

        private static int millis(Duration duration) {
            return (int) Math.max(1, Math.min(Integer.MAX_VALUE, duration.toMillis()));
        }
    }
}
