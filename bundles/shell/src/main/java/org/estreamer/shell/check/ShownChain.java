package org.estreamer.shell.check;

import java.io.PrintStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.estreamer.shell.text.Figures;
import org.estreamer.shell.text.TextTable;

/** Shows an operator the certificates of a server that is not trusted yet, for him to compare. */
final class ShownChain {
    private final PrintStream out;

    ShownChain(PrintStream out) {
        this.out = out;
    }

    /**
     * Prints them.
     *
     * @param title what the session is called
     * @param chain the server's own first
     */
    void print(String title, List<X509Certificate> chain) throws GeneralSecurityException {
        for (int at = 0; at < chain.size(); at++) {
            print(at == 0 ? "certificate of " + title : "issuer's certificate, as the server shows it", chain.get(at));
        }
        out.flush();
    }

    private void print(String title, X509Certificate certificate) throws GeneralSecurityException {
        line(title);
        line("  subject  " + certificate.getSubjectX500Principal().getName());
        line("  issuer   " + certificate.getIssuerX500Principal().getName());
        line("  valid    " + moment(certificate.getNotBefore()) + " to " + moment(certificate.getNotAfter())
                + validity(certificate));
        line("  SHA-256  " + fingerprint(certificate));
        line("");
    }

    private static String fingerprint(X509Certificate certificate) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    }

    private static String validity(X509Certificate certificate) {
        Instant now = Instant.now();
        return now.isAfter(certificate.getNotAfter().toInstant())
                ? " - EXPIRED"
                : now.isBefore(certificate.getNotBefore().toInstant()) ? " - NOT YET VALID" : "";
    }

    private static String moment(Date date) {
        return Figures.moment(date.toInstant());
    }

    private void line(String text) {
        out.println(TextTable.harmless(text));
    }
}
