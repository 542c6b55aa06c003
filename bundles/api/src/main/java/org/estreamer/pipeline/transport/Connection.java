package org.estreamer.pipeline.transport;

import java.io.Closeable;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** An open connection to a server. One thread reads, one writes; {@link #close} may come from any thread. */
@ProviderType
public interface Connection extends Closeable {
    /**
     * The bytes from the server.
     *
     * @return a stream whose reads fail with {@link java.net.SocketTimeoutException} when the server stays silent for
     *     longer than the endpoint's read timeout
     */
    InputStream input();

    /**
     * The bytes to the server.
     *
     * @return an unbuffered stream: write a whole message in one call
     */
    OutputStream output();

    /**
     * The TLS version in use.
     *
     * @return for example {@code TLSv1.3}
     */
    String protocol();

    /**
     * The certificates the server showed.
     *
     * @return the chain, the server's own certificate first
     */
    List<X509Certificate> peerCertificates();

    /**
     * Warns of the certificates this connection relies on that have expired or will within 30 days: the chain the client
     * showed, the server's own certificate with each CA it showed that is needed, and the one certificate of the trust
     * file that vouches for them. While a connection holds, nobody checks them again; the next one may be refused.
     *
     * @param now the time to count from
     * @return a sentence for each such certificate: what it is for, its subject, the date, the days left, what to do. On
     *     the same day (UTC) the same sentences as in the details of {@link ConnectProgress}; empty if nothing ends soon
     */
    List<String> expiryWarnings(Instant now);

    /** Closes both directions; a blocked read returns at once. Closing twice does nothing. */
    @Override
    void close();
}
