package org.estreamer.deployer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertPath;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Somebody who signs jars, with a certificate made for the test. */
public final class Signer {
    public static final String PASSWORD = "changed-it";

    private static final Duration YEAR = Duration.ofDays(365);

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private Signer(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = chain;
    }

    /** A self-signed one, as keytool makes it. */
    public static Signer create(String name) {
        return create(name, Instant.now().minus(YEAR), Instant.now().plus(YEAR), null, null, false);
    }

    public static Signer expired(String name) {
        return create(name, Instant.now().minus(YEAR), Instant.now().minusSeconds(60), null, null, false);
    }

    public static Signer notYetValid(String name) {
        return create(name, Instant.now().plus(YEAR), Instant.now().plus(YEAR.multipliedBy(2)), null, null, false);
    }

    public static Signer authority(String name) {
        return create(name, Instant.now().minus(YEAR), Instant.now().plus(YEAR), null, null, true);
    }

    public static Signer expiredAuthority(String name) {
        return create(name, Instant.now().minus(YEAR), Instant.now().minusSeconds(60), null, null, true);
    }

    public Signer issue(String name) {
        return issue(name, KeyPurposeId.id_kp_codeSigning);
    }

    public Signer issue(String name, KeyPurposeId usage) {
        return create(name, Instant.now().minus(YEAR), Instant.now().plus(YEAR), this, usage, false);
    }

    public Signer issueExpired(String name) {
        return create(name, Instant.now().minus(YEAR), Instant.now().minusSeconds(60), this, null, false);
    }

    public Signer issueAuthority(String name) {
        return create(name, Instant.now().minus(YEAR), Instant.now().plus(YEAR), this, null, true);
    }

    private static Signer create(
            String name, Instant from, Instant to, Signer issuer, KeyPurposeId usage, boolean authority) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            KeyPair pair = generator.generateKeyPair();
            X500Name subject = new X500Name(name);
            X500Name by = issuer == null
                    ? subject
                    : new X500Name(
                            issuer.certificate().getSubjectX500Principal().getName());
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    by,
                    BigInteger.valueOf(System.nanoTime()),
                    Date.from(from),
                    Date.from(to),
                    subject,
                    pair.getPublic());
            if (authority) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            }
            if (usage != null) {
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(usage));
            }
            PrivateKey signing = issuer == null ? pair.getPrivate() : issuer.key;
            List<X509Certificate> chain = new ArrayList<>();
            chain.add(new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signing))));
            if (issuer != null) {
                chain.addAll(issuer.chain);
            }
            return new Signer(pair.getPrivate(), chain);
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** Signs a jar, on top of the signatures it has. */
    public byte[] sign(byte[] jar) throws Exception {
        return sign(jar, builder -> builder);
    }

    /** Signs with algorithms of one's choice. */
    public byte[] signBy(String signature, String digest, byte[] jar) throws Exception {
        return sign(jar, builder -> {
            try {
                return builder.signatureAlgorithm(signature).digestAlgorithm(digest);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private byte[] sign(byte[] jar, UnaryOperator<JarSigner.Builder> how) throws Exception {
        Path file = Files.createTempFile("unsigned", ".jar");
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(chain);
        Files.write(file, jar);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            how.apply(new JarSigner.Builder(key, path).signerName("S" + (System.nanoTime() % 10_000_000)))
                    .build()
                    .sign(zip, signed);
        } finally {
            Files.delete(file);
        }
        return signed.toByteArray();
    }

    public Path keyStore(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("trusted", certificate());
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    public Path pem(Path file) throws Exception {
        String body = Base64.getMimeEncoder().encodeToString(certificate().getEncoded());
        return Files.writeString(file, "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
    }
}
