package org.estreamer.shell.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.pipeline.transport.Transport;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.text.TextTable;

/** Shows the certificate of a server that is not trusted yet, and writes it into a file that a session can trust. */
final class TrustFile {
    private final Transport transport;
    private final PrintStream out;
    private final PrintStream err;

    TrustFile(Transport transport, PrintStream out, PrintStream err) {
        this.transport = transport;
        this.out = out;
        this.err = err;
    }

    /**
     * Fetches, shows and writes the certificate.
     *
     * @param file     where to; a file with another content is left alone
     * @param endpoint where from; null where the configuration names none
     * @param title    what the session is called
     * @return an exit status
     */
    int save(Path file, Endpoint endpoint, String title) {
        if (transport == null || endpoint == null) {
            return fail(
                    endpoint == null
                            ? title + " has no server in its configuration: run check without --save-trust"
                            : "the transport has not started: look into the log for a bundle that failed");
        }
        try {
            List<X509Certificate> chain = transport.fetchCertificates(endpoint);
            new ShownChain(out).print(title, chain);
            return write(file, chain.get(0));
        } catch (ConnectFailure e) {
            return fail(e.getMessage());
        } catch (GeneralSecurityException e) {
            return fail("the certificate of " + title + " cannot be read: " + e.getMessage());
        }
    }

    private int write(Path file, X509Certificate certificate) throws CertificateException {
        Path absolute = file.toAbsolutePath().normalize();
        try {
            Files.writeString(absolute, pem(certificate), StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW);
            line("written to " + absolute);
        } catch (FileAlreadyExistsException e) {
            if (!holds(absolute, certificate)) {
                return fail(absolute + " exists and holds something else: it is left as it is;"
                        + " remove it or name another file");
            }
            line(absolute + " holds this certificate already");
        } catch (IOException e) {
            return fail(absolute + " cannot be written: " + e);
        }
        line("Anybody in between could have sent a certificate of his own: compare the SHA-256 fingerprint with the"
                + " one on the management center, then set in the session's configuration:");
        out.println("  trust = " + TextTable.harmless(absolute.toString()));
        out.flush();
        return ExitStatus.OK;
    }

    private static boolean holds(Path file, X509Certificate certificate) {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<?> there = CertificateFactory.getInstance("X.509").generateCertificates(in);
            return there.size() == 1 && there.contains(certificate);
        } catch (IOException | CertificateException e) {
            // whatever it is, it is not this certificate
            return false;
        }
    }

    private static String pem(X509Certificate certificate) throws CertificateException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
    }

    private void line(String text) {
        out.println(TextTable.harmless(text));
        out.flush();
    }

    private int fail(String text) {
        err.println("estreamer: " + TextTable.harmless(text));
        return ExitStatus.FAILED;
    }
}
