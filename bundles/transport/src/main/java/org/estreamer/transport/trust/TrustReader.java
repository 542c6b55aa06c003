package org.estreamer.transport.trust;

import java.security.cert.X509Certificate;
import java.util.List;
import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.pipeline.transport.ConnectStep;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.transport.certificate.PemFile;
import org.estreamer.transport.certificate.SettingFile;
import org.estreamer.transport.identity.Identity;

/** Reads the certificates that a server is checked against. */
public final class TrustReader {
    private static final String HOW_TO_GET_ONE =
            "bin/estreamer check --save-trust FILE shows the server's certificate and saves it; compare its fingerprint"
                    + " with the management center's, then set trust to that file";

    private TrustReader() {}

    /**
     * Reads the trust file or, without one, takes the certificates beside the client's own.
     *
     * @param endpoint names the trust file
     * @param identity the client's identity, read before
     * @return a check that accepts only what those certificates vouch for
     * @throws ConnectFailure if there is no certificate to check against
     */
    public static ServerTrust read(Endpoint endpoint, Identity identity) throws ConnectFailure {
        if (endpoint.pin() != null) {
            return ServerTrust.onFirstUse(endpoint);
        }
        if (endpoint.trust() != null) {
            SettingFile file = new SettingFile(ConnectStep.TRUST, "trust", endpoint.trust());
            return new ServerTrust(endpoint, file.toString(), certificates(file));
        }
        if (identity.others().isEmpty()) {
            throw new ConnectFailure(
                    ConnectStep.TRUST,
                    true,
                    "trust is not set, and " + endpoint.identity() + " (identity) holds no CA certificate to check "
                            + endpoint + " against; " + HOW_TO_GET_ONE,
                    null);
        }
        String source = "the CA certificates inside identity: " + endpoint.identity();
        return new ServerTrust(endpoint, source, identity.others());
    }

    private static List<X509Certificate> certificates(SettingFile file) throws ConnectFailure {
        List<X509Certificate> certificates = PemFile.parse(file, file.read()).certificates();
        if (certificates.isEmpty()) {
            throw file.failure("holds no certificate in PEM form; " + HOW_TO_GET_ONE, null);
        }
        return certificates;
    }
}
