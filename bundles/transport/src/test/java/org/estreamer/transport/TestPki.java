package org.estreamer.transport;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.bouncycastle.util.io.pem.PemWriter;

/** Certificates, keys and the files they come in, made anew for every test. */
final class TestPki {
    static final Provider BC = new BouncyCastleProvider();

    private static final AtomicLong SERIAL = new AtomicLong(1);
    private static final int PKCS12_ROUNDS = 2048;

    private TestPki() {}

    /**
     * A key with its certificate.
     *
     * @param key  the key pair
     * @param cert the certificate
     */
    record Party(KeyPair key, X509Certificate cert) {
        PrivateKey privateKey() {
            return key.getPrivate();
        }
    }

    /** What a certificate says; the defaults make an EC certificate that is valid for a year. */
    static final class Request {
        private final String subject;
        private final List<GeneralName> names = new ArrayList<>();
        private String algorithm = "EC";
        private Instant from = Instant.now().minus(Duration.ofDays(400));
        private Instant until = Instant.now().plus(Duration.ofDays(365));
        private boolean authority;
        private KeyPair key;

        Request(String subject) {
            this.subject = subject;
        }

        Request algorithm(String name) {
            algorithm = name;
            return this;
        }

        Request authority() {
            authority = true;
            return this;
        }

        /** A key that there is already, as when a certificate is renewed. */
        Request of(KeyPair pair) {
            key = pair;
            return this;
        }

        Request validFrom(Instant instant) {
            from = instant;
            return this;
        }

        Request validUntil(Instant instant) {
            until = instant;
            return this;
        }

        Request dns(String name) {
            names.add(new GeneralName(GeneralName.dNSName, name));
            return this;
        }

        Request ip(String address) {
            names.add(new GeneralName(GeneralName.iPAddress, address));
            return this;
        }

        Party selfSigned() {
            return signedBy(null);
        }

        Party signedBy(Party issuer) {
            try {
                KeyPair pair = key == null ? keyPair(algorithm) : key;
                Party signer = issuer == null ? new Party(pair, null) : issuer;
                X500Principal name = new X500Principal(subject);
                JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                        issuer == null ? name : issuer.cert().getSubjectX500Principal(),
                        BigInteger.valueOf(SERIAL.getAndIncrement()),
                        Date.from(from),
                        Date.from(until),
                        name,
                        pair.getPublic());
                if (authority) {
                    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
                }
                if (!names.isEmpty()) {
                    builder.addExtension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(names.toArray(GeneralName[]::new)));
                }
                String signature = signature(signer.privateKey());
                return new Party(
                        pair,
                        new JcaX509CertificateConverter()
                                .getCertificate(builder.build(
                                        new JcaContentSignerBuilder(signature).build(signer.privateKey()))));
            } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
                throw new AssertionError(e);
            }
        }
    }

    static Party authority(String name) {
        return new Request("CN=" + name).authority().selfSigned();
    }

    static Request request(String name) {
        return new Request("CN=" + name);
    }

    private static KeyPair keyPair(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("RSA")) {
            generator.initialize(2048);
        } else if (algorithm.equals("EC")) {
            generator.initialize(256);
        }
        return generator.generateKeyPair();
    }

    private static String signature(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "Ed25519";
        };
    }

    static String pem(X509Certificate... certificates) {
        return text(Arrays.stream(certificates).map(TestPki::plain).toArray(PemObjectGenerator[]::new));
    }

    /** The traditional form: {@code RSA PRIVATE KEY}, {@code EC PRIVATE KEY}. */
    static String traditional(PrivateKey key) {
        return text(plain(traditionalForm(key)));
    }

    /** The traditional form with a {@code DEK-Info} header. */
    static String traditional(PrivateKey key, String cipher, String password) {
        try {
            return text(new JcaMiscPEMGenerator(
                    traditionalForm(key),
                    new JcePEMEncryptorBuilder(cipher).setProvider(BC).build(password.toCharArray())));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** OpenSSL repeats the curve inside an EC key, the JDK does not. */
    private static Object traditionalForm(PrivateKey key) {
        if (!key.getAlgorithm().equals("EC")) {
            return key;
        }
        try {
            PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
            BigInteger secret = ECPrivateKey.getInstance(info.parsePrivateKey()).getKey();
            AlgorithmIdentifier curve = info.getPrivateKeyAlgorithm();
            return new PrivateKeyInfo(curve, new ECPrivateKey(256, secret, curve.getParameters()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static String pkcs8(PrivateKey key) {
        return pkcs8(key, (OutputEncryptor) null);
    }

    static String pkcs8(PrivateKey key, String cipher, String password) {
        try {
            return pkcs8(
                    key,
                    new JceOpenSSLPKCS8EncryptorBuilder(new ASN1ObjectIdentifier(cipher))
                            .setProvider(BC)
                            .setPassword(password.toCharArray())
                            .build());
        } catch (OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }

    static String pkcs8(PrivateKey key, OutputEncryptor encryptor) {
        try {
            return text(new JcaPKCS8Generator(key, encryptor));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static PemObjectGenerator plain(Object object) {
        try {
            return new JcaMiscPEMGenerator(object);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(PemObjectGenerator... objects) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            for (PemObjectGenerator object : objects) {
                writer.writeObject(object);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return text.toString();
    }

    /** A PKCS12 file as old management centers make it: certificates under RC2 with 40 bits, the key under 3DES. */
    static byte[] legacyPkcs12(String password, Party party, X509Certificate... others) {
        return pkcs12(
                pbe(PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC, password),
                pbe(PKCSObjectIdentifiers.pbeWithSHAAnd40BitRC2_CBC, password),
                password,
                party,
                others);
    }

    /** A PKCS12 file with AES throughout. */
    static byte[] modernPkcs12(String password, Party party, X509Certificate... others) {
        ASN1ObjectIdentifier aes = new ASN1ObjectIdentifier(JceOpenSSLPKCS8EncryptorBuilder.AES_256_CBC);
        return pkcs12(pbe(aes, password), pbe(aes, password), password, party, others);
    }

    private static OutputEncryptor pbe(ASN1ObjectIdentifier cipher, String password) {
        try {
            return new JcePKCSPBEOutputEncryptorBuilder(cipher)
                    .setProvider(BC)
                    .setIterationCount(PKCS12_ROUNDS)
                    .build(password.toCharArray());
        } catch (OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }

    /** Every certificate in a bag of its own, without name, key id or trust mark; no key for a null party. */
    private static byte[] pkcs12(
            OutputEncryptor forKey,
            OutputEncryptor forCertificates,
            String password,
            Party party,
            X509Certificate... others) {
        try {
            PKCS12PfxPduBuilder builder = new PKCS12PfxPduBuilder();
            List<PKCS12SafeBag> bags = new ArrayList<>();
            for (X509Certificate other : others) {
                bags.add(new JcaPKCS12SafeBagBuilder(other).build());
            }
            if (party != null) {
                bags.add(new JcaPKCS12SafeBagBuilder(party.cert()).build());
                builder.addData(new JcaPKCS12SafeBagBuilder(party.privateKey(), forKey).build());
            }
            builder.addEncryptedData(forCertificates, bags.toArray(PKCS12SafeBag[]::new));
            return builder.build(new JcePKCS12MacCalculatorBuilder().setProvider(BC), password.toCharArray())
                    .getEncoded();
        } catch (IOException | PKCSException e) {
            throw new AssertionError(e);
        }
    }

    static Path write(Path file, String text) {
        return write(file, text.getBytes(StandardCharsets.US_ASCII));
    }

    static Path write(Path file, byte[] bytes) {
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
