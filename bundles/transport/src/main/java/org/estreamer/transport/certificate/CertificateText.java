package org.estreamer.transport.certificate;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.estreamer.settings.PlainText;

/** Certificates in words. A server writes its own certificate, so nothing of it reaches a terminal unfiltered. */
public final class CertificateText {
    private static final int SAN_DNS = 2;
    private static final int SAN_IP = 7;

    private CertificateText() {}

    /** Subject, issuer and expiry. */
    public static String describe(X509Certificate certificate) {
        return subject(certificate) + ", issued by " + name(certificate.getIssuerX500Principal()) + ", valid until "
                + date(certificate.getNotAfter().toInstant());
    }

    public static String subject(X509Certificate certificate) {
        return name(certificate.getSubjectX500Principal());
    }

    public static LocalDate date(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    public static String fingerprint(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return "SHA-256 " + HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a parsed certificate has an encoding, and every JDK has SHA-256", e);
        }
    }

    /** The host names and addresses a certificate is made out to; its common name stands in the subject. */
    public static String hostNames(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                for (List<?> alternative : alternatives) {
                    int kind = (Integer) alternative.get(0);
                    if (kind == SAN_DNS || kind == SAN_IP) {
                        names.add(String.valueOf(alternative.get(1)));
                    }
                }
            }
        } catch (CertificateParsingException e) {
            names.add("unreadable alternative names");
        }
        return PlainText.line(names.isEmpty() ? "only its subject" : String.join(", ", names));
    }

    private static String name(X500Principal principal) {
        String name = PlainText.line(principal.getName());
        return name.isEmpty() ? "(no name)" : name;
    }
}
