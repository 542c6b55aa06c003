package org.estreamer.transport.certificate;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.estreamer.pipeline.transport.ConnectFailure;

/**
 * What a PKCS12 file holds, bag by bag. The JDK's key store shows a certificate only as part of a key's chain or with a
 * trust mark, and so hides a CA that a management center packed on its own.
 */
public final class Pkcs12File {
    private final List<X509Certificate> certificates = new ArrayList<>();
    private final List<PrivateKey> keys = new ArrayList<>();

    private Pkcs12File(PKCS12PfxPdu pfx, InputDecryptorProvider decryptor)
            throws PKCSException, IOException, GeneralSecurityException {
        for (ContentInfo part : pfx.getContentInfos()) {
            addAll(part, decryptor);
        }
    }

    public static Pkcs12File parse(SettingFile file, byte[] bytes, Passphrase passphrase) throws ConnectFailure {
        PKCS12PfxPdu pfx = decode(file, bytes);
        try {
            return open(pfx, passphrase);
        } catch (PKCSException | RuntimeException e) {
            throw file.failure(
                    passphrase.isEmpty()
                            ? "does not open without a password; set identityPassword"
                            : "is not opened by identityPassword (or is damaged)",
                    e);
        } catch (IOException | GeneralSecurityException e) {
            throw file.failure("holds a certificate or key that this Java cannot read", e);
        }
    }

    private static Pkcs12File open(PKCS12PfxPdu pfx, Passphrase passphrase)
            throws PKCSException, IOException, GeneralSecurityException {
        PKCSException last = new PKCSException("the check value does not fit");
        for (InputDecryptorProvider decryptor : passphrase.forPkcs12(pfx)) {
            try {
                return new Pkcs12File(pfx, decryptor);
            } catch (PKCSException e) {
                last = e;
            }
        }
        throw last;
    }

    private static PKCS12PfxPdu decode(SettingFile file, byte[] bytes) throws ConnectFailure {
        try {
            return new PKCS12PfxPdu(bytes);
        } catch (IOException | RuntimeException e) {
            // the decoder throws unchecked exceptions for broken ASN.1
            throw file.failure("is neither a PKCS12 file nor PEM text, or it is damaged", e);
        }
    }

    public List<X509Certificate> certificates() {
        return List.copyOf(certificates);
    }

    public List<PrivateKey> keys() {
        return List.copyOf(keys);
    }

    private void addAll(ContentInfo part, InputDecryptorProvider decryptor)
            throws PKCSException, IOException, GeneralSecurityException {
        boolean encrypted = part.getContentType().equals(PKCSObjectIdentifiers.encryptedData);
        PKCS12SafeBagFactory bags =
                encrypted ? new PKCS12SafeBagFactory(part, decryptor) : new PKCS12SafeBagFactory(part);
        for (PKCS12SafeBag bag : bags.getSafeBags()) {
            Object value = bag.getBagValue();
            if (value instanceof X509CertificateHolder certificate) {
                certificates.add(Jdk.certificate(certificate));
            } else if (value instanceof PKCS8EncryptedPrivateKeyInfo locked) {
                keys.add(Jdk.key(locked.decryptPrivateKeyInfo(decryptor)));
            } else if (value instanceof PrivateKeyInfo plain) {
                keys.add(Jdk.key(plain));
            }
        }
    }
}
