package org.estreamer.session;

import java.io.InputStream;
import java.io.OutputStream;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.estreamer.pipeline.transport.Connection;

/** Another connection, of which a test changes something. */
class ForwardingConnection implements Connection {
    private final Connection made;

    ForwardingConnection(Connection made) {
        this.made = made;
    }

    @Override
    public InputStream input() {
        return made.input();
    }

    @Override
    public OutputStream output() {
        return made.output();
    }

    @Override
    public String protocol() {
        return made.protocol();
    }

    @Override
    public List<X509Certificate> peerCertificates() {
        return made.peerCertificates();
    }

    @Override
    public List<String> expiryWarnings(Instant now) {
        return made.expiryWarnings(now);
    }

    @Override
    public void close() {
        made.close();
    }
}
