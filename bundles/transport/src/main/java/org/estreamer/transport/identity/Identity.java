package org.estreamer.transport.identity;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.estreamer.transport.certificate.CertificateText;

/**
 * Who the client is: a key, the certificates it shows, and whatever other certificates stood beside them. Its text form
 * speaks of the certificate only.
 */
public final class Identity {
    private final PrivateKey key;
    private final X509Certificate leaf;
    private final List<X509Certificate> others;

    /**
     * Puts an identity together.
     *
     * @param key    the private key
     * @param leaf   the certificate of that key
     * @param others every other certificate of the file, in any order
     */
    public Identity(PrivateKey key, X509Certificate leaf, List<X509Certificate> others) {
        this.key = key;
        this.leaf = leaf;
        this.others = List.copyOf(others);
    }

    public PrivateKey key() {
        return key;
    }

    public X509Certificate leaf() {
        return leaf;
    }

    public List<X509Certificate> others() {
        return others;
    }

    /** The certificates to show, the client's own first and each one's issuer after it. */
    public List<X509Certificate> chain() {
        List<X509Certificate> chain = new ArrayList<>();
        for (X509Certificate next = leaf; next != null && !chain.contains(next); next = issuerOf(next)) {
            chain.add(next);
        }
        return chain;
    }

    private X509Certificate issuerOf(X509Certificate certificate) {
        for (X509Certificate other : others) {
            if (other.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
                return other;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return CertificateText.describe(leaf);
    }
}
