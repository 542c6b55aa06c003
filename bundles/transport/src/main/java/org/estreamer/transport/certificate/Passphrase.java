package org.estreamer.transport.certificate;

import java.io.IOException;
import java.security.Provider;
import java.util.List;
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
public final class Passphrase {
    private final char[] characters;

    public Passphrase(String text) {
        this.characters = text == null ? new char[0] : text.toCharArray();
    }

    public boolean isEmpty() {
        return characters.length == 0;
    }

    /** What decrypts the parts of a PKCS12 file, to be tried in turn; nothing if the file's check value does not fit. */
    public List<InputDecryptorProvider> forPkcs12(PKCS12PfxPdu file) throws PKCSException {
        return opens(file) ? pkcs12Forms().stream().map(Passphrase::decryptor).toList() : List.of();
    }

    private static InputDecryptorProvider decryptor(char[] form) {
        return new JcePKCSPBEInputDecryptorProviderBuilder()
                .setProvider(Crypto.PROVIDER)
                .build(form);
    }

    private boolean opens(PKCS12PfxPdu file) throws PKCSException {
        if (!file.hasMac()) {
            return true;
        }
        for (char[] form : pkcs12Forms()) {
            if (file.isMacValid(new JcePKCS12MacCalculatorBuilderProvider().setProvider(Crypto.PROVIDER), form)) {
                return true;
            }
        }
        return false;
    }

    /**
     * An empty password is encoded as two zero bytes by some (OpenSSL, and so management centers) and as nothing by
     * others. To both key derivations of PKCS12, any run of zeros is the same as two.
     */
    private List<char[]> pkcs12Forms() {
        return isEmpty() ? List.of(new char[] {0}, characters) : List.of(characters);
    }

    public static boolean isLocked(Object key) {
        return key instanceof PEMEncryptedKeyPair || key instanceof PKCS8EncryptedPrivateKeyInfo;
    }

    /**
     * Opens a key.
     *
     * @param key what the PEM parser made of a key: PKCS#8 or traditional, plain or encrypted
     */
    public PrivateKeyInfo open(Object key) throws IOException, PKCSException, OperatorCreationException {
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
