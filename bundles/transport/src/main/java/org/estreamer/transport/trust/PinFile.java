package org.estreamer.transport.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.estreamer.files.OwnerFiles;
import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.pipeline.transport.ConnectStep;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.transport.certificate.PemFile;
import org.estreamer.transport.certificate.SettingFile;

/**
 * The file that keeps the certificate which a server showed first: PEM, for its owner only. It is there as a whole or not at all,
 * whatever happens, and never written over but on an operator's word.
 *
 * <pre>
 *   absent --first connection--&gt; kept --operator: trust NAME--&gt; kept: another one
 *                                 |
 *                                 +--damaged, or not to be read--&gt; nobody is trusted until an operator says so
 * </pre>
 */
public final class PinFile {
    private final Endpoint endpoint;
    private final Path path;

    public PinFile(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.path = endpoint.pin();
    }

    /**
     * Reads the certificate.
     *
     * @return null where none was kept yet
     * @throws ConnectFailure if there is a file that holds anything but one certificate
     */
    public X509Certificate read() throws ConnectFailure {
        if (Files.notExists(path)) {
            return null;
        }
        SettingFile file = new SettingFile(ConnectStep.TRUST, "the pinned certificate", path);
        List<X509Certificate> kept = PemFile.parse(file, file.read()).certificates();
        if (kept.size() != 1) {
            throw file.failure(
                    "holds " + kept.size()
                            + " certificates instead of one, so no server is trusted; compare the server's"
                            + " certificate with the management center's and run " + command(),
                    null);
        }
        return kept.get(0);
    }

    /**
     * Keeps the first certificate.
     *
     * @throws ConnectFailure if it cannot be kept, or somebody has kept another one meanwhile
     */
    public void keepFirst(X509Certificate certificate) throws ConnectFailure {
        try {
            create(text(certificate));
        } catch (IOException e) {
            if (!Files.exists(path)) {
                throw notKept(
                        "the certificate that the server shows first cannot be kept in " + path + " ("
                                + e.getClass().getSimpleName()
                                + "), so there is no connection; check the rights of that"
                                + " folder and the room on the disk",
                        e);
            }
            if (!certificate.equals(read())) {
                throw notKept("another certificate than this server's was pinned at the same moment, in " + path, e);
            }
        }
    }

    private ConnectFailure notKept(String why, IOException cause) {
        return new ConnectFailure(ConnectStep.TRUST, false, endpoint + ": " + why, cause);
    }

    /** Keeps a certificate in place of whatever is there. */
    public void replace(X509Certificate certificate) throws IOException {
        OwnerFiles.replace(path, text(certificate), null);
    }

    /** What an operator runs who has compared another certificate. */
    public String command() {
        return "bin/estreamer trust " + endpoint.server();
    }

    /** A link is there at once and with all its content, and fails where somebody was quicker. */
    private void create(byte[] content) throws IOException {
        Path made = path.resolveSibling(path.getFileName() + "." + UUID.randomUUID());
        OwnerFiles.replace(made, content, null);
        try {
            Files.createLink(path, made);
        } catch (UnsupportedOperationException e) {
            Files.move(made, path);
        } finally {
            Files.deleteIfExists(made);
        }
        OwnerFiles.syncFolder(path.getParent());
    }

    private byte[] text(X509Certificate certificate) throws IOException {
        try {
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            String pem = "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
            return pem.getBytes(StandardCharsets.US_ASCII);
        } catch (CertificateEncodingException e) {
            throw new IOException("a certificate without an encoding", e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
