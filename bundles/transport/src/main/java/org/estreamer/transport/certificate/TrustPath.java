package org.estreamer.transport.certificate;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the trust in one server rests on. A trust file may hold a hundred CAs, and a server may show more than is needed.
 *
 * @param shown  the server's own certificate, and each CA after it that it showed and that is needed
 * @param anchor the certificate of the trust file that vouches for them; the server's own if that is pinned, and null if
 *               none could be made out
 */
public record TrustPath(List<X509Certificate> shown, X509Certificate anchor) {
    private static final Comparator<X509Certificate> END = Comparator.comparing(X509Certificate::getNotAfter);

    public static TrustPath pinned(X509Certificate leaf) {
        return new TrustPath(List.of(leaf), leaf);
    }

    /**
     * Finds the path. Of several anchors the one that is valid longest counts, as with it the server stays trusted.
     *
     * @param chain   what a trusted server showed
     * @param anchors certificates of the trust file
     * @param vouches whether an anchor alone is enough for that chain; asked only of those whose name fits
     */
    public static TrustPath of(
            X509Certificate[] chain, List<X509Certificate> anchors, Predicate<X509Certificate> vouches) {
        X509Certificate anchor = anchors.stream()
                .filter(candidate -> isNamedIn(chain, candidate))
                .sorted(END.reversed())
                .filter(vouches)
                .findFirst()
                .orElse(null);
        return new TrustPath(anchor == null ? List.of(chain[0]) : upTo(anchor, chain), anchor);
    }

    public boolean isPinned() {
        return shown.get(0).equals(anchor);
    }

    private static boolean isNamedIn(X509Certificate[] chain, X509Certificate candidate) {
        return Arrays.stream(chain).anyMatch(each -> each.equals(candidate) || issued(candidate, each));
    }

    private static List<X509Certificate> upTo(X509Certificate anchor, X509Certificate[] chain) {
        List<X509Certificate> path = new ArrayList<>();
        for (X509Certificate next = chain[0]; next != null; next = issuerOf(next, chain, path)) {
            path.add(next);
            if (issued(anchor, next)) {
                break;
            }
        }
        return List.copyOf(path);
    }

    private static X509Certificate issuerOf(
            X509Certificate certificate, X509Certificate[] chain, List<X509Certificate> path) {
        return Arrays.stream(chain)
                .filter(each -> issued(each, certificate) && !path.contains(each))
                .max(END)
                .orElse(null);
    }

    /** By name: whether the signatures fit was judged when the server was trusted. */
    private static boolean issued(X509Certificate issuer, X509Certificate certificate) {
        return issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }
}
