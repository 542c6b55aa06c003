package org.estreamer.transport.trust;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.pipeline.transport.ConnectStep;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.settings.PlainText;
import org.estreamer.transport.certificate.CertificateText;
import org.estreamer.transport.certificate.TrustPath;
import org.estreamer.transport.identity.Term;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a server is the right one. A certificate that stands in the trust file itself is the right one
 * (pinned), whoever issued it; any other needs a chain to a CA of that file. None of them may have expired. Serves one
 * connection attempt and remembers why it refused, as JSSE buries what a trust manager throws.
 */
public final class ServerTrust extends PeerTrust {
    private static final Logger LOG = LoggerFactory.getLogger(ServerTrust.class);

    private final Endpoint endpoint;
    private final String source;
    private final PinFile pin;
    private volatile List<X509Certificate> certificates;
    private volatile ConnectFailure refusal;
    private volatile TrustPath path;
    /** Whether nothing was known of the server before. */
    private volatile boolean first;

    /**
     * Makes the check.
     *
     * @param endpoint     the server
     * @param source       where the certificates come from, for messages
     * @param certificates CAs and pinned certificates
     */
    public ServerTrust(Endpoint endpoint, String source, List<X509Certificate> certificates) {
        this(endpoint, source, certificates, null);
    }

    private ServerTrust(Endpoint endpoint, String source, List<X509Certificate> certificates, PinFile pin) {
        this.endpoint = endpoint;
        this.source = source;
        this.certificates = List.copyOf(certificates);
        this.pin = pin;
    }

    /** Trusts the certificate that was kept, else the first one that is shown. */
    public static ServerTrust onFirstUse(Endpoint endpoint) throws ConnectFailure {
        PinFile pin = new PinFile(endpoint);
        X509Certificate kept = pin.read();
        return new ServerTrust(endpoint, pin.toString(), kept == null ? List.of() : List.of(kept), pin);
    }

    /** The same check of a server that has shown nothing yet; nothing is read for it. */
    public ServerTrust anew() {
        return new ServerTrust(endpoint, source, certificates, pin);
    }

    /**
     * Keeps what was trusted on first use. For after the handshake: only then the server has proved that the certificate is its own.
     *
     * @throws ConnectFailure if that fails: then nobody is to be spoken to
     */
    public void keep() throws ConnectFailure {
        if (first) {
            pin.keepFirst(certificates.get(0));
            LOG.warn(
                    "{}: the server's certificate is trusted from now on, as it is the first one seen: {}, {}. Compare the"
                            + " fingerprint with the management center's; it is kept in {}",
                    endpoint,
                    CertificateText.describe(certificates.get(0)),
                    CertificateText.fingerprint(certificates.get(0)),
                    pin);
        }
    }

    /** For an operator, before anything is kept: which certificate {@link #keep} would keep; empty if none. */
    public Optional<String> first() {
        return first
                ? Optional.of(
                        "nothing is known of this server yet, and nothing was kept: a run trusts the certificate that it is"
                                + " shown first. Compare this one's fingerprint with the management center's: "
                                + CertificateText.fingerprint(certificates.get(0)))
                : Optional.empty();
    }

    /** Why the server was refused; null if it was not. */
    public ConnectFailure refusal() {
        return refusal;
    }

    /** What the trust in the server rests on; empty until it is trusted. */
    public List<Term> terms() {
        TrustPath found = path;
        return found == null ? List.of() : Term.ofServer(endpoint, source, found);
    }

    @Override
    public void check(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
        try {
            requireValid(chain[0]);
            if (certificates.isEmpty()) {
                first = true;
                certificates = List.of(chain[0]);
            }
            boolean pinned = certificates.contains(chain[0]);
            if (pin != null && !pinned) {
                throw another(chain[0]);
            }
            if (!pinned || endpoint.verifyHostName()) {
                judge(chain, authType, socket, pinned ? List.of(chain[0]) : authorities());
            }
            path = pinned ? TrustPath.pinned(chain[0]) : path(chain, authType);
        } catch (ConnectFailure e) {
            refusal = e;
            throw new CertificateException(e.getMessage(), e);
        }
    }

    private void requireValid(X509Certificate leaf) throws ConnectFailure {
        Instant now = Instant.now();
        Instant end = leaf.getNotAfter().toInstant();
        if (now.isAfter(end)) {
            throw refuse(
                    true,
                    "expired on " + CertificateText.date(end)
                            + "; renew it on the management center (and save it anew if it is pinned in trust)",
                    leaf,
                    null);
        }
        if (now.isBefore(leaf.getNotBefore().toInstant())) {
            throw refuse(
                    false,
                    "is valid only from " + leaf.getNotBefore().toInstant()
                            + "; check the clocks of this machine and of the server",
                    leaf,
                    null);
        }
    }

    /** The JDK takes an anchor as it is, so the CAs that are out of their term are left to us. */
    private void judge(X509Certificate[] chain, String authType, Socket socket, List<X509Certificate> anchors)
            throws ConnectFailure {
        if (anchors.isEmpty()) {
            throw mismatch(chain[0], "it holds no CA, only other certificates", null);
        }
        List<X509Certificate> current =
                anchors.stream().filter(ServerTrust::isInItsTerm).toList();
        try {
            if (current.isEmpty()) {
                throw new CertificateException("none of its CAs is valid today");
            }
            trusting(current).checkServerTrusted(chain, authType, socket);
        } catch (CertificateException e) {
            throw objection(chain, authType, anchors, current, e);
        }
    }

    /** The JDK does not tell which of its anchors was of use. */
    private TrustPath path(X509Certificate[] chain, String authType) {
        List<X509Certificate> current =
                authorities().stream().filter(ServerTrust::isInItsTerm).toList();
        return TrustPath.of(chain, current, anchor -> vouchFor(List.of(anchor), chain, authType));
    }

    /** Without the socket the JDK checks the chain alone: if it passes now, it was the name that did not fit. */
    private ConnectFailure objection(
            X509Certificate[] chain,
            String authType,
            List<X509Certificate> anchors,
            List<X509Certificate> current,
            CertificateException cause) {
        if (endpoint.verifyHostName() && vouchFor(current, chain, authType)) {
            return wrongName(chain[0], cause);
        }
        for (X509Certificate anchor : anchors) {
            if (!current.contains(anchor) && vouchFor(List.of(anchor), chain, authType)) {
                return outOfTerm(chain[0], anchor, cause);
            }
        }
        return mismatch(chain[0], reason(cause), cause);
    }

    private static boolean vouchFor(List<X509Certificate> anchors, X509Certificate[] chain, String authType) {
        try {
            if (!anchors.isEmpty()) {
                trusting(anchors).checkServerTrusted(chain, authType);
            }
            return !anchors.isEmpty();
        } catch (CertificateException e) {
            return false;
        }
    }

    private static boolean isInItsTerm(X509Certificate certificate) {
        try {
            certificate.checkValidity();
            return true;
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            return false;
        }
    }

    private ConnectFailure outOfTerm(X509Certificate leaf, X509Certificate authority, Exception cause) {
        boolean expired = Instant.now().isAfter(authority.getNotAfter().toInstant());
        String what = expired
                ? "expired on " + CertificateText.date(authority.getNotAfter().toInstant())
                        + "; have the CA renewed on the management center and put the new one in place of the old, or"
                        + " set trust to the server's own certificate, which bin/estreamer check --save-trust FILE saves"
                : "is valid only from " + authority.getNotBefore().toInstant() + "; check the clock of this machine";
        return refuse(
                expired,
                "is vouched for only by a CA of " + source + " (" + CertificateText.subject(authority) + ") that "
                        + what,
                leaf,
                cause);
    }

    private ConnectFailure wrongName(X509Certificate leaf, Exception cause) {
        return refuse(
                true,
                "is not made out to " + endpoint.host() + " but to " + CertificateText.hostNames(leaf)
                        + "; set host to a name of the certificate, or verifyHostName to false",
                leaf,
                cause);
    }

    private ConnectFailure mismatch(X509Certificate leaf, String reason, Exception cause) {
        return refuse(
                true,
                "is not vouched for by " + source + " (" + CertificateText.subject(certificates.get(0))
                        + (certificates.size() > 1 ? " and " + (certificates.size() - 1) + " more" : "") + "): "
                        + reason + ". The server showed issuer "
                        + PlainText.line(leaf.getIssuerX500Principal().getName())
                        + ", " + CertificateText.fingerprint(leaf)
                        + ". If that is the right server, set trust to its CA, or pin it with bin/estreamer check"
                        + " --save-trust FILE",
                leaf,
                cause);
    }

    private ConnectFailure another(X509Certificate leaf) {
        return refuse(
                true,
                "is another one than the one pinned in " + pin + ": it has " + CertificateText.fingerprint(leaf)
                        + " instead of "
                        + CertificateText.fingerprint(certificates.get(0))
                        + ". If it was renewed, compare it with the management center's and run " + pin.command()
                        + "; if not, somebody poses as the server",
                leaf,
                null);
    }

    private ConnectFailure refuse(boolean permanent, String what, X509Certificate leaf, Exception cause) {
        String message = endpoint + ": the server's certificate (" + CertificateText.subject(leaf) + ") " + what;
        return new ConnectFailure(ConnectStep.TLS, permanent, message, cause);
    }

    /** The JDK says most in the innermost exception. */
    private static String reason(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return PlainText.line(String.valueOf(root.getMessage()));
    }

    private List<X509Certificate> authorities() {
        return certificates.stream().filter(ServerTrust::isAuthority).toList();
    }

    /** Version 1 certificates cannot say what they are; the JDK too takes a self-signed one for a CA. */
    private static boolean isAuthority(X509Certificate certificate) {
        return certificate.getBasicConstraints() >= 0
                || (certificate.getVersion() < 3
                        && certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()));
    }

    private static X509ExtendedTrustManager trusting(List<X509Certificate> anchors) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (X509Certificate anchor : anchors) {
                store.setCertificateEntry("anchor" + store.size(), anchor);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every JDK has an in-memory key store and PKIX", e);
        }
    }

    /** For an operator: how many certificates from where. */
    @Override
    public String toString() {
        if (certificates.isEmpty()) {
            return "none yet: the certificate that the server shows first will be kept in " + source;
        }
        return source + ": " + certificates.size() + (certificates.size() == 1 ? " certificate, " : " certificates, ")
                + CertificateText.describe(certificates.get(0));
    }
}
