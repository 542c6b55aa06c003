package org.estreamer.transport.connection;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.pipeline.transport.ConnectStep;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.settings.PlainText;
import org.estreamer.transport.identity.Identity;
import org.estreamer.transport.identity.IdentityKeyManager;
import org.estreamer.transport.trust.PeerTrust;

/** Turns a TCP connection into a TLS one. Made anew for every attempt: nothing of an old identity is resumed. */
public final class Handshake {
    private static final Map<String, String> PROTOCOLS = Map.of("1.2", "TLSv1.2", "1.3", "TLSv1.3");

    /**
     * AES and ChaCha20 with authenticated servers. Plain RSA key exchange stays: older management centers offer nothing
     * else, and the JDK ranks it last.
     */
    private static final Pattern CIPHERS =
            Pattern.compile("TLS_((ECDHE_ECDSA|ECDHE_RSA|DHE_RSA|RSA)_WITH_)?(AES|CHACHA20)_\\w+");

    private final Endpoint endpoint;
    private final String[] protocols;
    private final SSLContext context;

    /**
     * Prepares a handshake.
     *
     * @param endpoint the server
     * @param identity shown to the server; null for none
     * @param trust    looks at the server's certificates
     * @throws ConnectFailure if the endpoint's TLS versions are none
     */
    public Handshake(Endpoint endpoint, Identity identity, PeerTrust trust) throws ConnectFailure {
        this.endpoint = endpoint;
        this.protocols = protocols(endpoint);
        try {
            this.context = SSLContext.getInstance("TLS");
            KeyManager[] keys =
                    identity == null ? new KeyManager[0] : new KeyManager[] {new IdentityKeyManager(identity)};
            context.init(keys, new TrustManager[] {trust}, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    /**
     * Refuses TLS versions that are none.
     *
     * @throws ConnectFailure if the endpoint's are
     */
    public static void requireVersions(Endpoint endpoint) throws ConnectFailure {
        var unused = protocols(endpoint);
    }

    /**
     * Shakes hands.
     *
     * @param raw      a connected socket; closed if this fails
     * @param deadline the time limit
     * @return a socket whose handshake is over
     * @throws ConnectFailure if time ran out
     * @throws IOException    what JSSE threw
     */
    public SSLSocket over(Socket raw, Deadline deadline) throws IOException {
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(raw, Dialer.host(endpoint), endpoint.port(), true);
        socket.setSSLParameters(parameters(socket));
        return deadline.run(
                ConnectStep.TLS,
                "TCP connected, but the TLS handshake was not finished (is this the eStreamer port?)",
                () -> {
                    socket.startHandshake();
                    return socket;
                },
                raw);
    }

    private SSLParameters parameters(SSLSocket socket) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(protocols);
        parameters.setCipherSuites(Arrays.stream(socket.getEnabledCipherSuites())
                .filter(Handshake::isSane)
                .toArray(String[]::new));
        if (endpoint.verifyHostName()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        return parameters;
    }

    public static boolean isSane(String cipherSuite) {
        return CIPHERS.matcher(cipherSuite).matches();
    }

    private static String[] protocols(Endpoint endpoint) throws ConnectFailure {
        String[] protocols = endpoint.tlsVersions().stream().map(PROTOCOLS::get).toArray(String[]::new);
        if (protocols.length == 0 || Arrays.asList(protocols).contains(null)) {
            throw new ConnectFailure(
                    ConnectStep.TLS,
                    true,
                    "tls is " + PlainText.line(String.join(",", endpoint.tlsVersions()))
                            + "; it must name 1.2, 1.3 or both",
                    null);
        }
        return protocols;
    }
}
