package org.estreamer.itests;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority for one test, and the certificates it issues. */
final class TestAuthority {
    private static final Duration AGE = Duration.ofDays(400);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Party self;

    /**
     * A certificate with its key.
     *
     * @param key         the private key
     * @param certificate the certificate
     */
    record Party(PrivateKey key, X509Certificate certificate) {
        /** Writes the certificate for a client that is to trust it, or for the one it belongs to. */
        Path writeCertificate(Path file) throws IOException, GeneralSecurityException {
            return Files.writeString(file, pem("CERTIFICATE", certificate.getEncoded()));
        }

        /** Both in one PKCS12 file. */
        Path writeStore(Path file, String password) throws IOException, GeneralSecurityException {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("client", key, password.toCharArray(), new X509Certificate[] {certificate});
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, password.toCharArray());
            }
            return file;
        }

        Path writeKey(Path file) throws IOException {
            Files.writeString(file, pem("PRIVATE KEY", key.getEncoded()));
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }

        private static String pem(String kind, byte[] content) {
            String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(content);
            return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
        }
    }

    TestAuthority(String name) throws GeneralSecurityException {
        KeyPair keys = keys();
        self = new Party(keys.getPrivate(), sign(name, keys, null, Duration.ofDays(365)));
    }

    Party self() {
        return self;
    }

    /** Issues a certificate that is valid for a year from now. */
    Party issue(String name) throws GeneralSecurityException {
        return issue(name, Duration.ofDays(365));
    }

    /** Issues a certificate that is valid for a while from now; a negative one has expired. */
    Party issue(String name, Duration validity) throws GeneralSecurityException {
        KeyPair keys = keys();
        return new Party(keys.getPrivate(), sign(name, keys, self, validity));
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256, RANDOM);
        return generator.generateKeyPair();
    }

    private static X509Certificate sign(String name, KeyPair keys, Party issuer, Duration validity)
            throws GeneralSecurityException {
        X500Principal subject = new X500Principal("CN=" + name);
        Instant now = Instant.now();
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer == null ? subject : issuer.certificate().getSubjectX500Principal(),
                    new BigInteger(120, RANDOM),
                    Date.from(now.minus(AGE)),
                    Date.from(now.plus(validity)),
                    subject,
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(issuer == null));
            PrivateKey signer = issuer == null ? keys.getPrivate() : issuer.key();
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer)));
        } catch (IOException | OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
