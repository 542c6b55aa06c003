package org.estreamer.transport.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * Makes keys and certificates of the JDK, which its TLS takes, of what was read from a file. Algorithms have the JDK's names here:
 * others are told apart where somebody else has registered BouncyCastle, whose EC keys are called ECDSA.
 */
public final class Jdk {
    private static final Map<String, String> ALGORITHMS = Map.of(
            "1.2.840.113549.1.1.1", "RSA",
            "1.2.840.10045.2.1", "EC",
            "1.3.101.112", "Ed25519",
            "1.3.101.113", "Ed448");

    private Jdk() {}

    public static PrivateKey key(PrivateKeyInfo info) throws IOException, GeneralSecurityException {
        String identifier = info.getPrivateKeyAlgorithm().getAlgorithm().getId();
        return KeyFactory.getInstance(ALGORITHMS.getOrDefault(identifier, identifier))
                .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    }

    public static X509Certificate certificate(X509CertificateHolder holder) throws CertificateException {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(holder.getEncoded()));
        } catch (IOException e) {
            throw new CertificateException(e);
        }
    }

    /** The name by which a kind of key is known here, whoever has made it. */
    public static String kind(String algorithm) {
        return switch (algorithm) {
            case "ECDSA" -> "EC";
            case "Ed25519", "Ed448" -> "EdDSA";
            default -> algorithm;
        };
    }
}
