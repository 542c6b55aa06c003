package org.estreamer.transport.certificate;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.X509TrustedCertificateBlock;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.settings.PlainText;

/** What a PEM file holds: certificates and private keys. Text around them and other sections are passed over. */
public final class PemFile {
    private final SettingFile file;
    private final List<X509Certificate> certificates = new ArrayList<>();
    private final List<Object> keys = new ArrayList<>();

    private PemFile(SettingFile file) {
        this.file = file;
    }

    public static boolean isPem(byte[] bytes) {
        return text(bytes).contains("-----BEGIN ");
    }

    public static PemFile parse(SettingFile file, byte[] bytes) throws ConnectFailure {
        PemFile pem = new PemFile(file);
        try (PEMParser parser = new PEMParser(new StringReader(text(bytes)))) {
            // a loop: an EC key may stand behind its curve parameters, a certificate behind its key
            for (Object section = parser.readObject(); section != null; section = parser.readObject()) {
                pem.add(section);
            }
            return pem;
        } catch (IOException | CertificateException | RuntimeException e) {
            // the parser throws unchecked exceptions for broken Base64 and ASN.1
            throw file.failure(
                    "holds a section that cannot be read: " + PlainText.line(String.valueOf(e.getMessage())), e);
        }
    }

    public List<X509Certificate> certificates() {
        return List.copyOf(certificates);
    }

    public boolean hasKey() {
        return !keys.isEmpty();
    }

    /** Opens the first key. */
    public PrivateKey key(Passphrase passphrase) throws ConnectFailure {
        Object key = keys.get(0);
        if (Passphrase.isLocked(key) && passphrase.isEmpty()) {
            throw file.failure("holds an encrypted key; set identityPassword", null);
        }
        PrivateKeyInfo info = open(key, passphrase);
        try {
            return Jdk.key(info);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw file.failure("holds a key of a kind that this Java cannot use; use RSA, EC or Ed25519", e);
        }
    }

    private PrivateKeyInfo open(Object key, Passphrase passphrase) throws ConnectFailure {
        try {
            return passphrase.open(key);
        } catch (IOException | PKCSException | OperatorCreationException | RuntimeException e) {
            // a wrong password shows as broken padding or, by chance, as a broken key: an exception of any kind
            throw file.failure("holds a key that identityPassword does not open", e);
        }
    }

    private void add(Object section) throws CertificateException {
        if (section instanceof X509CertificateHolder certificate) {
            certificates.add(Jdk.certificate(certificate));
        } else if (section instanceof X509TrustedCertificateBlock block) {
            certificates.add(Jdk.certificate(block.getCertificateHolder()));
        } else if (section instanceof PrivateKeyInfo
                || section instanceof PEMKeyPair
                || section instanceof PEMEncryptedKeyPair
                || section instanceof PKCS8EncryptedPrivateKeyInfo) {
            keys.add(section);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
