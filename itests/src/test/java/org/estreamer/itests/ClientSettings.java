package org.estreamer.itests;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.estreamer.itests.TestAuthority.Party;

/** What a client needs to meet a scripted server: an identity, whom to trust, and little patience. */
final class ClientSettings {
    private final Path certificate;
    private final Path key;
    private final Path trust;

    /**
     * Makes the client's files.
     *
     * @param authority issues the client's certificate, and is trusted
     * @param folder    where the files go
     */
    ClientSettings(TestAuthority authority, Path folder) throws IOException, GeneralSecurityException {
        Party client = authority.issue("client");
        certificate = client.writeCertificate(folder.resolve("client.pem"));
        key = client.writeKey(folder.resolve("client.key"));
        trust = authority.self().writeCertificate(folder.resolve("ca.pem"));
    }

    /** The lines of a session's configuration; those of {@code other} stand in the place of the usual ones. */
    String[] lines(int port, String... other) {
        Map<String, String> settings = new LinkedHashMap<>(Map.of(
                "host",
                "127.0.0.1",
                "port",
                Integer.toString(port),
                "identity",
                certificate.toString(),
                "identityKey",
                key.toString(),
                "trust",
                trust.toString(),
                "connectTimeoutSeconds",
                "2",
                "readTimeoutSeconds",
                "1",
                "reconnectMaxSeconds",
                "1"));
        for (String line : other) {
            settings.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        return settings.entrySet().stream().map(Object::toString).toArray(String[]::new);
    }
}
