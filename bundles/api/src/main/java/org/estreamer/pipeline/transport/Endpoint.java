package org.estreamer.pipeline.transport;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where a server is and how to meet it.
 *
 * @param server           the name of the session, for messages
 * @param host             a name or an IPv4 or IPv6 address
 * @param port             1 to 65,535; management centers listen on 8302
 * @param identity         a PKCS12 file as a management center issues it, or a PEM certificate
 * @param identityKey      the PEM private key; null where {@code identity} holds it
 * @param identityPassword the password of the identity; null or empty for none
 * @param trust            a PEM file with a CA or with the server's own certificate; null for the CA certificates inside
 *                         {@code identity}
 * @param pin              the file that keeps the certificate which the server shows first, and with which alone it is trusted from
 *                         then on; null where {@code trust} or {@code identity} tells who is trusted
 * @param verifyHostName   whether the server's certificate must carry {@code host}
 * @param tlsVersions      the TLS versions to offer: {@code 1.2}, {@code 1.3}
 * @param connectTimeout   the limit for name lookup, TCP and TLS handshake together
 * @param readTimeout      how long the server may stay silent before a read fails with
 *                         {@link java.net.SocketTimeoutException}
 */
public record Endpoint(
        String server,
        String host,
        int port,
        Path identity,
        Path identityKey,
        String identityPassword,
        Path trust,
        Path pin,
        boolean verifyHostName,
        List<String> tlsVersions,
        Duration connectTimeout,
        Duration readTimeout) {

    /** Keeps the list unchangeable. */
    public Endpoint {
        tlsVersions = List.copyOf(tlsVersions);
    }

    /**
     * Host and port, for people and as part of URLs.
     *
     * @return {@code host:port}; an IPv6 address stands in brackets
     */
    public String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** Names server and address only: a password never reaches a log. */
    @Override
    public String toString() {
        return server + " (" + address() + ")";
    }
}
