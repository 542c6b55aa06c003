package org.estreamer.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;
import org.estreamer.files.Folders;
import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.pipeline.transport.ConnectProgress;
import org.estreamer.pipeline.transport.ConnectStep;
import org.estreamer.pipeline.transport.Connection;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.pipeline.transport.Finding;
import org.estreamer.pipeline.transport.Transport;
import org.estreamer.transport.certificate.CertificateText;
import org.estreamer.transport.connection.Deadline;
import org.estreamer.transport.connection.Dialer;
import org.estreamer.transport.connection.Handshake;
import org.estreamer.transport.connection.Rejection;
import org.estreamer.transport.connection.TlsConnection;
import org.estreamer.transport.identity.Identity;
import org.estreamer.transport.identity.IdentityReader;
import org.estreamer.transport.identity.Term;
import org.estreamer.transport.trust.CapturingTrust;
import org.estreamer.transport.trust.PinFile;
import org.estreamer.transport.trust.ServerTrust;
import org.estreamer.transport.trust.TrustReader;
import org.osgi.framework.BundleContext;
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
    private final InstantSource clock;
    /** Whether certificates seen first are left to a run to keep: it may be another user's, who could not read them. */
    private final boolean onlyLooks;

    /**
     * Makes the transport of a program.
     *
     * @param context tells whether this program only looks, and so keeps no certificate
     */
    @Activate
    public TlsTransport(BundleContext context) {
        this(InetAddress::getAllByName, InstantSource.system(), Folders.onlyLooks(context::getProperty));
    }

    /** Looks names up as the JDK does. */
    public TlsTransport() {
        this(InetAddress::getAllByName);
    }

    TlsTransport(Dialer.Resolver resolver) {
        this(resolver, InstantSource.system());
    }

    /**
     * Makes a transport.
     *
     * @param resolver looks names up
     * @param clock    tells how soon certificates expire; whether they are valid is for the JDK and its clock
     */
    TlsTransport(Dialer.Resolver resolver, InstantSource clock) {
        this(resolver, clock, false);
    }

    private TlsTransport(Dialer.Resolver resolver, InstantSource clock, boolean onlyLooks) {
        this.resolver = resolver;
        this.clock = clock;
        this.onlyLooks = onlyLooks;
    }

    @Override
    public Connection connect(Endpoint endpoint, ConnectProgress progress) throws ConnectFailure {
        Dialer.requireAddress(endpoint);
        Identity identity = IdentityReader.read(endpoint);
        progress.succeeded(ConnectStep.IDENTITY, IdentityReader.describe(endpoint, identity, clock.instant()));
        ServerTrust trust = TrustReader.read(endpoint, identity);
        progress.succeeded(ConnectStep.TRUST, new Finding(trust.toString()));
        Handshake.requireVersions(endpoint);
        return new Dialer(resolver, endpoint, progress)
                .reach((socket, deadline) -> trusted(endpoint, identity, trust.anew(), progress, socket, deadline));
    }

    /**
     * Meets the server behind one address.
     *
     * @param trust made anew for each address: what one has shown says nothing of another
     */
    private Connection trusted(
            Endpoint endpoint,
            Identity identity,
            ServerTrust trust,
            ConnectProgress progress,
            Socket raw,
            Deadline deadline)
            throws ConnectFailure {
        Attempt attempt =
                new Attempt(endpoint, raw, progress, () -> terms(endpoint, identity, trust), () -> unkept(trust));
        Connection connection;
        try {
            connection = attempt.connection(new Handshake(endpoint, identity, trust), deadline);
        } catch (IOException e) {
            ConnectFailure refusal = trust.refusal();
            throw refusal == null ? attempt.explain(e) : refusal;
        }
        return onlyLooks ? connection : kept(trust, connection);
    }

    /** What a program that only looks has to say where a run would keep the certificate. */
    private List<String> unkept(ServerTrust trust) {
        return onlyLooks ? trust.first().stream().toList() : List.of();
    }

    private static Connection kept(ServerTrust trust, Connection connection) throws ConnectFailure {
        boolean kept = false;
        try {
            trust.keep();
            kept = true;
            return connection;
        } finally {
            if (!kept) {
                connection.close();
            }
        }
    }

    @Override
    public void pin(Endpoint endpoint, X509Certificate certificate) throws IOException {
        if (endpoint.pin() == null) {
            throw new IOException(endpoint + " does not have trust = first, so no certificate is pinned for it");
        }
        new PinFile(endpoint).replace(certificate);
    }

    @Override
    public List<X509Certificate> fetchCertificates(Endpoint endpoint) throws ConnectFailure {
        Dialer.requireAddress(endpoint);
        return new Dialer(resolver, endpoint, ConnectProgress.NONE)
                .reach((socket, deadline) -> shown(endpoint, socket, deadline));
    }

    private List<X509Certificate> shown(Endpoint endpoint, Socket raw, Deadline deadline) throws ConnectFailure {
        CapturingTrust trust = new CapturingTrust();
        Attempt attempt = new Attempt(endpoint, raw, ConnectProgress.NONE, List::of, List::of);
        try (Connection connection = attempt.connection(new Handshake(endpoint, null, trust), deadline)) {
            return connection.peerCertificates();
        } catch (IOException e) {
            // the server shows its certificate before it asks for the client's, of which nobody unknown gets to see
            // anything
            if (trust.captured().isEmpty()) {
                throw attempt.explain(e);
            }
            LOG.debug("{}: showed its certificate, then broke off", endpoint, e);
            return trust.captured();
        }
    }

    /** The client's own certificate first. */
    private static List<Term> terms(Endpoint endpoint, Identity identity, ServerTrust trust) {
        List<Term> all = new ArrayList<>(Term.ofIdentity(endpoint, identity));
        all.addAll(trust.terms());
        return Term.merged(all);
    }

    /** One attempt over one socket. */
    private final class Attempt {
        private final Endpoint endpoint;
        private final Socket raw;
        private final ConnectProgress progress;
        private final Supplier<List<Term>> terms;
        private final Supplier<List<String>> unkept;
        private final Rejection rejection;

        Attempt(
                Endpoint endpoint,
                Socket raw,
                ConnectProgress progress,
                Supplier<List<Term>> terms,
                Supplier<List<String>> unkept) {
            this.endpoint = endpoint;
            this.raw = raw;
            this.progress = progress;
            this.terms = terms;
            this.unkept = unkept;
            this.rejection = new Rejection(endpoint, raw.getLocalAddress());
        }

        Connection connection(Handshake handshake, Deadline deadline) throws IOException {
            SSLSocket socket = handshake.over(raw, deadline);
            socket.setSoTimeout(millis(endpoint.readTimeout()));
            List<Term> reliedOn = terms.get();
            Connection connection = new TlsConnection(raw, socket, rejection, reliedOn);
            progress.succeeded(ConnectStep.TLS, describe(socket, connection, reliedOn));
            return connection;
        }

        /** What is no failure yet was thrown by JSSE in the handshake: the rest of the attempt throws nothing else. */
        ConnectFailure explain(IOException thrown) {
            return thrown instanceof ConnectFailure failure ? failure : rejection.because(thrown);
        }

        private Finding describe(SSLSocket socket, Connection connection, List<Term> reliedOn) {
            String text = connection.protocol() + ", " + socket.getSession().getCipherSuite() + ", server "
                    + CertificateText.describe(connection.peerCertificates().get(0));
            // of the client's own certificate the step that read it has warned
            List<Term> others = reliedOn.stream().skip(1).toList();
            List<String> warnings = new ArrayList<>(Term.warnings(others, clock.instant()));
            warnings.addAll(unkept.get());
            return new Finding(text, warnings);
        }

        private static int millis(Duration duration) {
            return (int) Math.max(1, Math.min(Integer.MAX_VALUE, duration.toMillis()));
        }
    }
}
