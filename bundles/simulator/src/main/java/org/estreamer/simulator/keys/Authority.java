package org.estreamer.simulator.keys;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate authority that lives as long as this object: its key is never stored, so nobody can issue another
 * certificate that the simulator would accept. What it issues is a certificate of X.509 version 3 (RFC 5280):
 *
 * <pre>
 *   | to be signed                                                                              | algorithm | signature |
 *   | version | serial | algorithm | issuer | from, until | subject | public key | extensions    |
 * </pre>
 */
final class Authority {
    private static final String CURVE = "secp256r1";
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final byte[] ALGORITHM = Der.sequence(Der.identifier("1.2.840.10045.4.3.2"));
    private static final int YEARS = 10;

    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String ALTERNATIVE_NAMES = "2.5.29.17";
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";

    /** Key usage bits, from the left: digitalSignature is the first, keyCertSign and cRLSign the sixth and seventh. */
    private static final byte[] MAY_SIGN = Der.bits(7, (byte) 0x80);

    private static final byte[] MAY_ISSUE = Der.bits(1, (byte) 0x06);

    private static final byte[] LOCAL_NAMES = Der.sequence(
            Der.implicit(2, "localhost".getBytes(StandardCharsets.US_ASCII)),
            Der.implicit(7, new byte[] {127, 0, 0, 1}),
            Der.implicit(7, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));

    private final SecureRandom random = new SecureRandom();
    private final X500Principal name;
    private final KeyPair keys;
    private final X509Certificate certificate;

    /**
     * Makes an authority.
     *
     * @param commonName its name
     * @throws GeneralSecurityException if the machine lacks the algorithms
     */
    Authority(String commonName) throws GeneralSecurityException {
        this.name = new X500Principal("CN=" + commonName + ",O=eStreamer simulator");
        this.keys = newKeys();
        this.certificate = issue(
                name,
                keys,
                extension(BASIC_CONSTRAINTS, true, Der.sequence(Der.yes(), Der.integer(BigInteger.ZERO))),
                extension(KEY_USAGE, true, MAY_ISSUE));
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** Makes a key pair as all certificates here have. */
    KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(CURVE), random);
        return generator.generateKeyPair();
    }

    /** Issues the certificate of a server on this machine. */
    X509Certificate issueServer(KeyPair subject) throws GeneralSecurityException {
        return issue(
                new X500Principal("CN=localhost"),
                subject,
                extension(BASIC_CONSTRAINTS, true, Der.sequence()),
                extension(KEY_USAGE, true, MAY_SIGN),
                extension(EXTENDED_KEY_USAGE, false, Der.sequence(Der.identifier(SERVER))),
                extension(ALTERNATIVE_NAMES, false, LOCAL_NAMES));
    }

    /** Issues the certificate of a client. */
    X509Certificate issueClient(KeyPair subject) throws GeneralSecurityException {
        return issue(
                new X500Principal("CN=estreamer-client"),
                subject,
                extension(BASIC_CONSTRAINTS, true, Der.sequence()),
                extension(KEY_USAGE, true, MAY_SIGN),
                extension(EXTENDED_KEY_USAGE, false, Der.sequence(Der.identifier(CLIENT))));
    }

    private static byte[] extension(String identifier, boolean critical, byte[] value) {
        return critical
                ? Der.sequence(Der.identifier(identifier), Der.yes(), Der.octets(value))
                : Der.sequence(Der.identifier(identifier), Der.octets(value));
    }

    private X509Certificate issue(X500Principal subject, KeyPair subjectKeys, byte[]... extensions)
            throws GeneralSecurityException {
        Instant now = Instant.now();
        byte[] signed = Der.sequence(
                Der.explicit(0, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(120, random)),
                ALGORITHM,
                name.getEncoded(),
                Der.sequence(
                        Der.time(now.minus(1, ChronoUnit.DAYS)), Der.time(now.plus(YEARS * 365L, ChronoUnit.DAYS))),
                subject.getEncoded(),
                subjectKeys.getPublic().getEncoded(),
                Der.explicit(3, Der.sequence(extensions)));
        Signature signature = Signature.getInstance(SIGNATURE);
        signature.initSign(keys.getPrivate());
        signature.update(signed);
        byte[] whole = Der.sequence(signed, ALGORITHM, Der.bits(0, signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
    }
}
