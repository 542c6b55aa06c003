package org.estreamer.transport.identity;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.transport.certificate.CertificateText;
import org.estreamer.transport.certificate.TrustPath;

/**
 * That a connection relies on a certificate until it expires. The one place that words how soon that is: for the moment of
 * connecting, and for every day that the connection holds.
 *
 * @param certificate the certificate
 * @param role        what the connection needs it for
 * @param remedy      what an operator does before its end
 */
public record Term(X509Certificate certificate, String role, String remedy) {
    private static final int DAYS_AHEAD = 30;

    /** The client's own certificate. */
    public static Term ofClient(Endpoint endpoint, X509Certificate leaf) {
        return new Term(
                leaf,
                "the client's certificate in identity: " + endpoint.identity(),
                "make a new one on the management center and put it in place of that file");
    }

    /** What the client shows, its own certificate first. */
    public static List<Term> ofIdentity(Endpoint endpoint, Identity identity) {
        List<Term> terms = new ArrayList<>();
        for (X509Certificate certificate : identity.chain()) {
            terms.add(
                    terms.isEmpty()
                            ? ofClient(endpoint, certificate)
                            : new Term(
                                    certificate,
                                    "the client's CA in identity: " + endpoint.identity(),
                                    "have it renewed on the management center and make a new identity there"));
        }
        return terms;
    }

    /** What the server shows as far as it is needed, and what vouches for it here. */
    public static List<Term> ofServer(Endpoint endpoint, String source, TrustPath path) {
        X509Certificate leaf = path.shown().get(0);
        if (path.isPinned()) {
            return List.of(new Term(
                    leaf,
                    "the server's certificate, which is pinned in " + source + ",",
                    "renew it on the management center and save it anew with bin/estreamer check --save-trust FILE"));
        }
        List<Term> terms = new ArrayList<>();
        terms.add(new Term(leaf, "the server's certificate", "renew it on the management center"));
        for (X509Certificate between : path.shown().subList(1, path.shown().size())) {
            terms.add(new Term(
                    between,
                    "the CA that the server shows between its certificate and trust",
                    "have it renewed on the management center"));
        }
        if (path.anchor() != null) {
            terms.add(new Term(
                    path.anchor(),
                    "the server's CA in " + source,
                    "have it renewed on the management center and "
                            + (endpoint.trust() == null
                                    ? "make a new identity there"
                                    : "put the new one into trust beside the old")));
        }
        return terms;
    }

    /** One term for each certificate, as one CA often stands behind both sides. */
    public static List<Term> merged(Collection<Term> terms) {
        Map<X509Certificate, Term> merged = new LinkedHashMap<>();
        for (Term term : terms) {
            merged.merge(term.certificate, term, Term::and);
        }
        return List.copyOf(merged.values());
    }

    private Term and(Term other) {
        return new Term(
                certificate,
                role + " and " + other.role,
                remedy.equals(other.remedy) ? remedy : remedy + "; " + other.remedy);
    }

    /**
     * Warns of what has expired or will within 30 days. The sentences stay the same for a day, so that one who hears them
     * twice can tell.
     */
    public static List<String> warnings(Collection<Term> terms, Instant now) {
        return terms.stream()
                .filter(term -> term.daysLeft(now) <= DAYS_AHEAD)
                .map(term -> term.warning(now))
                .toList();
    }

    private String warning(Instant now) {
        return role + " (" + CertificateText.subject(certificate) + ") " + when(now) + "; " + remedy;
    }

    /** In days of the calendar, in UTC as the date beside it. */
    private long daysLeft(Instant now) {
        return ChronoUnit.DAYS.between(CertificateText.date(now), CertificateText.date(end()));
    }

    private String when(Instant now) {
        LocalDate date = CertificateText.date(end());
        if (now.isAfter(end())) {
            return "expired on " + date + ", and the next connection may be refused";
        }
        long days = daysLeft(now);
        if (days == 0) {
            return "expires on " + date + ", today at "
                    + end().atOffset(ZoneOffset.UTC).toLocalTime().truncatedTo(ChronoUnit.MINUTES) + " UTC";
        }
        return "expires on " + date + ", in " + days + (days == 1 ? " day" : " days");
    }

    private Instant end() {
        return certificate.getNotAfter().toInstant();
    }
}
