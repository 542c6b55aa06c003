package org.estreamer.transport.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.estreamer.pipeline.transport.Connection;
import org.estreamer.transport.identity.Term;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A TLS connection. Until the server has said a first word, whatever fails is taken for a {@link Rejection}. */
public final class TlsConnection implements Connection {
    private static final Logger LOG = LoggerFactory.getLogger(TlsConnection.class);

    /** Time for the TLS goodbye; a live peer takes it in microseconds, a dead one never. */
    private static final Duration GOODBYE = Duration.ofMillis(500);

    private final Socket raw;
    private final SSLSocket socket;
    private final Rejection rejection;
    private final List<Term> terms;
    private final InputStream input;
    private final OutputStream output;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean heard;

    /**
     * Takes over the sockets.
     *
     * @param raw       the TCP socket
     * @param socket    the TLS socket over it, after its handshake
     * @param rejection explains an early end
     * @param terms     the certificates that the handshake relied on
     */
    public TlsConnection(Socket raw, SSLSocket socket, Rejection rejection, List<Term> terms) throws IOException {
        this.raw = raw;
        this.socket = socket;
        this.rejection = rejection;
        this.terms = terms;
        this.input = new Arriving(socket.getInputStream());
        this.output = new Leaving(socket.getOutputStream());
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public String protocol() {
        return socket.getSession().getProtocol();
    }

    @Override
    public List<X509Certificate> peerCertificates() {
        try {
            return Arrays.stream(socket.getSession().getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException e) {
            throw new IllegalStateException("the handshake checked the server's certificate", e);
        }
    }

    @Override
    public List<String> expiryWarnings(Instant now) {
        return Term.warnings(terms, now);
    }

    /**
     * Ends a blocked read first, then says goodbye within bounds, as a peer that has gone may block that, and last
     * closes the TCP socket, which ends whatever else is blocked.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try (raw) {
            raw.shutdownInput();
            Bounded.call("estreamer-close-" + rejection.endpoint().server(), GOODBYE, () -> {
                socket.close();
                return null;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | ExecutionException | TimeoutException e) {
            LOG.debug("{}: closed without a TLS goodbye", rejection.endpoint(), e);
        }
    }

    private IOException explained(IOException thrown) {
        if (closed.get()) {
            SocketException end = new SocketException("closed by this side");
            end.initCause(thrown);
            return end;
        }
        return heard ? thrown : rejection.because(thrown);
    }

    /** Passes reads through: JSSE hands out up to one TLS record a call, and its reader buffers. */
    private final class Arriving extends InputStream {
        private final InputStream in;

        Arriving(InputStream in) {
            this.in = in;
        }

        /** What is decrypted, else what is here to be decrypted: either way more is about to come. */
        @Override
        public int available() throws IOException {
            int decrypted = in.available();
            return decrypted > 0 ? decrypted : raw.getInputStream().available();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count;
            try {
                count = in.read(bytes, offset, length);
            } catch (SocketTimeoutException e) {
                throw e; // silence is no end: the next read goes on where this one stopped, even inside a TLS record
            } catch (IOException e) {
                throw explained(e);
            }
            if (count > 0 && !heard) {
                heard = true;
            }
            if (count < 0 && (closed.get() || !heard)) {
                throw explained(null);
            }
            return count;
        }

        @Override
        public void close() {
            TlsConnection.this.close();
        }
    }

    private final class Leaving extends OutputStream {
        private final OutputStream out;

        Leaving(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw explained(e);
            }
        }

        @Override
        public void close() {
            TlsConnection.this.close();
        }
    }
}
