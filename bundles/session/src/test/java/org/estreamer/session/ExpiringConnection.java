package org.estreamer.session;

import java.io.InputStream;
import java.io.OutputStream;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.estreamer.pipeline.Connection;

/**
 * A connection whose certificates expire.
 *
 * @param made     does everything else
 * @param warnings what it warns of at a time
 */
record ExpiringConnection(Connection made, Function<Instant, List<String>> warnings) implements Connection {
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
        return warnings.apply(now);
    }

    @Override
    public void close() {
        made.close();
    }
}
