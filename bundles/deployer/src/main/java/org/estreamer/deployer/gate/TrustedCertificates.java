package org.estreamer.deployer.gate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The certificates whose signatures count, and those they have issued. Valid means valid today. */
final class TrustedCertificates {
    private static final String ANY_USAGE = "2.5.29.37.0";
    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";

    private final Set<X509Certificate> trusted;

    TrustedCertificates(Collection<X509Certificate> trusted) {
        this.trusted = Set.copyOf(trusted);
    }

    /** Reads the key store: PEM by its first line, else whatever the platform makes of it (PKCS12, JKS). */
    static TrustedCertificates load(DeployerSettings settings) throws RefusedException {
        Path file = settings.keyStore();
        try {
            Set<X509Certificate> found = isPem(file) ? readPem(file) : readKeyStore(file, settings.password());
            if (found.isEmpty()) {
                throw refused(file, "holds no certificate", null);
            }
            return new TrustedCertificates(found);
        } catch (IOException e) {
            boolean password = e.getCause() instanceof UnrecoverableKeyException;
            throw refused(
                    file,
                    password
                            ? "cannot be opened: " + DeployerSettings.KEY_STORE_PASSWORD + " is wrong or missing"
                            : "cannot be read: " + e,
                    e);
        } catch (GeneralSecurityException e) {
            throw refused(file, "cannot be read: " + e.getMessage(), e);
        }
    }

    private static RefusedException refused(Path file, String what, Exception cause) {
        return new RefusedException(
                "no signature can be checked: " + file + " (setting " + DeployerSettings.KEY_STORE + ") " + what,
                cause);
    }

    private static boolean isPem(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(4096), StandardCharsets.ISO_8859_1).contains("-----BEGIN");
        }
    }

    private static Set<X509Certificate> readPem(Path file) throws IOException, GeneralSecurityException {
        Set<X509Certificate> found = new LinkedHashSet<>();
        try (InputStream in = Files.newInputStream(file)) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                found.add((X509Certificate) certificate);
            }
        }
        return found;
    }

    private static Set<X509Certificate> readKeyStore(Path file, String password)
            throws IOException, GeneralSecurityException {
        Set<X509Certificate> found = new LinkedHashSet<>();
        KeyStore store = KeyStore.getInstance(file.toFile(), (password == null ? "" : password).toCharArray());
        for (String alias : Collections.list(store.aliases())) {
            if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                found.add(certificate);
            }
        }
        return found;
    }

    /**
     * Judges a signer.
     *
     * @param path the signer's certificate, then those that issued it
     * @return why the signer is not trusted; empty if it is
     */
    String objection(CertPath path) {
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate : path.getCertificates()) {
            chain.add((X509Certificate) certificate);
        }
        String signer = chain.get(0).getSubjectX500Principal().getName();
        try {
            if (trusted.contains(chain.get(0))) {
                chain.get(0).checkValidity();
                return "";
            }
            validate(chain);
            return "";
        } catch (CertificateExpiredException e) {
            return "the certificate of " + signer + " or its issuer has expired";
        } catch (CertificateNotYetValidException e) {
            return "the certificate of " + signer + " or its issuer is not valid yet";
        } catch (CertPathValidatorException e) {
            return objection(e, signer);
        } catch (GeneralSecurityException e) {
            return "the certificate of " + signer + " cannot be checked: " + e.getMessage();
        }
    }

    private String objection(CertPathValidatorException e, String signer) {
        if (e.getReason() == BasicReason.EXPIRED) {
            return "the certificate of " + signer + " or its issuer has expired";
        }
        if (e.getReason() == BasicReason.NOT_YET_VALID) {
            return "the certificate of " + signer + " or its issuer is not valid yet";
        }
        return signer + " is neither in the key store nor certified by it (" + e.getMessage() + ")";
    }

    private void validate(List<X509Certificate> chain) throws GeneralSecurityException {
        List<X509Certificate> below = chain.stream()
                .takeWhile(certificate -> !trusted.contains(certificate))
                .toList();
        Set<TrustAnchor> anchors = trusted.stream()
                .map(certificate -> new TrustAnchor(certificate, null))
                .collect(Collectors.toSet());
        PKIXParameters parameters = new PKIXParameters(anchors);
        // revocation lists would have to come over the network
        parameters.setRevocationEnabled(false);
        CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(below);
        PKIXCertPathValidatorResult result = (PKIXCertPathValidatorResult)
                CertPathValidator.getInstance("PKIX").validate(path, parameters);
        // the validator takes an anchor as it is: its term and whether it may issue at all are left to us
        X509Certificate issuer = result.getTrustAnchor().getTrustedCert();
        issuer.checkValidity();
        if (issuer.getBasicConstraints() < 0) {
            throw new CertPathValidatorException(
                    issuer.getSubjectX500Principal().getName() + " is not a certificate authority");
        }
        checkUsage(chain.get(0));
    }

    /** A certificate for a web server, from the same authority, does not sign code. */
    private static void checkUsage(X509Certificate signer) throws GeneralSecurityException {
        List<String> usages = signer.getExtendedKeyUsage();
        if (usages != null && !usages.contains(CODE_SIGNING) && !usages.contains(ANY_USAGE)) {
            throw new CertPathValidatorException("its certificate is not for signing code");
        }
    }
}
