package org.estreamer.transport;

import java.io.IOException;
import java.security.Provider;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;

/** A password, and what it opens. It has no text form: it cannot reach a log. */
final class Passphrase {
    private final char[] characters;

    Passphrase(String text) {
        this.characters = text == null ? new char[0] : text.toCharArray();
    }

    boolean isEmpty() {
        return characters.length == 0;
    }

    /**
     * Whether the check value of a PKCS12 file fits. For an empty password there are two encodings in use of which this
     * check knows one, so it is left to the decryption, which knows both.
     */
    boolean opens(PKCS12PfxPdu file) throws PKCSException {
        return isEmpty()
                || !file.hasMac()
                || file.isMacValid(
                        new JcePKCS12MacCalculatorBuilderProvider().setProvider(Crypto.PROVIDER), characters);
    }

    InputDecryptorProvider forPkcs12() {
        return new JcePKCSPBEInputDecryptorProviderBuilder()
                .setProvider(Crypto.PROVIDER)
                .setTryWrongPKCS12Zero(isEmpty())
                .build(characters);
    }

    static boolean isLocked(Object key) {
        return key instanceof PEMEncryptedKeyPair || key instanceof PKCS8EncryptedPrivateKeyInfo;
    }

    /**
     * Opens a key.
     *
     * @param key what the PEM parser made of a key: PKCS#8 or traditional, plain or encrypted
     */
    PrivateKeyInfo open(Object key) throws IOException, PKCSException, OperatorCreationException {
        if (key instanceof PKCS8EncryptedPrivateKeyInfo locked) {
            return locked.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                    .setProvider(Crypto.PROVIDER)
                    .build(characters));
        }
        if (key instanceof PEMEncryptedKeyPair locked) {
            return locked.decryptKeyPair(new JcePEMDecryptorProviderBuilder()
                            .setProvider(Crypto.PROVIDER)
                            .build(characters))
                    .getPrivateKeyInfo();
        }
        return key instanceof PEMKeyPair pair ? pair.getPrivateKeyInfo() : (PrivateKeyInfo) key;
    }

    /**
     * Made at first need, as it takes some hundred milliseconds. Never registered with {@link java.security.Security}:
     * the JVM would hold this bundle's class loader for good.
     */
    private static final class Crypto {
        private static final Provider PROVIDER = new BouncyCastleProvider();
    }
}
