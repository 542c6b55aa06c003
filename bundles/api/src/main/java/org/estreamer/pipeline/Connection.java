package org.estreamer.pipeline;

import java.io.Closeable;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.cert.X509Certificate;
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

    /** Closes both directions; a blocked read returns at once. Closing twice does nothing. */
    @Override
    void close();
}
