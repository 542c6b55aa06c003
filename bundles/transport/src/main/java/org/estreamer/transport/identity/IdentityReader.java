package org.estreamer.transport.identity;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.pipeline.transport.ConnectStep;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.pipeline.transport.Finding;
import org.estreamer.transport.certificate.CertificateText;
import org.estreamer.transport.certificate.Jdk;
import org.estreamer.transport.certificate.Passphrase;
import org.estreamer.transport.certificate.PemFile;
import org.estreamer.transport.certificate.Pkcs12File;
import org.estreamer.transport.certificate.SettingFile;

/** Reads the client's certificate and key: from one PKCS12 file, from one PEM file, or from two. */
public final class IdentityReader {
    /** The keys that can prove themselves in TLS, and how to try one. */
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private final Passphrase passphrase;
    private final SettingFile file;
    private final SettingFile keyFile;

    private IdentityReader(Endpoint endpoint) {
        this.passphrase = new Passphrase(endpoint.identityPassword());
        this.file = new SettingFile(ConnectStep.IDENTITY, "identity", endpoint.identity());
        this.keyFile = endpoint.identityKey() == null
                ? file
                : new SettingFile(ConnectStep.IDENTITY, "identityKey", endpoint.identityKey());
    }

    /** Reads the files anew, so that a renewed certificate is used at the next connection. */
    public static Identity read(Endpoint endpoint) throws ConnectFailure {
        if (endpoint.identity() == null) {
            throw new ConnectFailure(
                    ConnectStep.IDENTITY,
                    true,
                    "identity is not set; name the PKCS12 file that the management center made for this client, or a"
                            + " PEM certificate",
                    null);
        }
        IdentityReader reader = new IdentityReader(endpoint);
        Identity identity = reader.read();
        reader.requireValid(identity.leaf());
        return identity;
    }

    /** What an operator wants to know of an identity that was read. */
    public static Finding describe(Endpoint endpoint, Identity identity, Instant now) {
        SettingFile secret = new SettingFile(
                ConnectStep.IDENTITY,
                "identityKey",
                endpoint.identityKey() == null ? endpoint.identity() : endpoint.identityKey());
        Term own = Term.ofClient(endpoint, identity.leaf());
        List<String> warnings = new ArrayList<>(Term.warnings(List.of(own), now));
        if (secret.openToAll()) {
            warnings.add("every user of this machine may read the key in " + secret.path() + "; run chmod 600 on it");
        }
        return new Finding(endpoint.identity() + ": " + identity, warnings);
    }

    private Identity read() throws ConnectFailure {
        byte[] bytes = file.read();
        if (PemFile.isPem(bytes)) {
            return fromPem(PemFile.parse(file, bytes));
        }
        Pkcs12File pkcs12 = Pkcs12File.parse(file, bytes, passphrase);
        if (hasKeyFile()) {
            throw keyFile.failure("is set, but identity is a PKCS12 file and brings its own key; unset one", null);
        }
        return match(pkcs12.keys(), pkcs12.certificates());
    }

    private Identity fromPem(PemFile certificates) throws ConnectFailure {
        if (certificates.certificates().isEmpty()) {
            throw file.failure("holds no certificate", null);
        }
        PemFile keys = hasKeyFile() ? readKeyFile() : certificates;
        if (!keys.hasKey()) {
            throw keyFile.failure(
                    hasKeyFile()
                            ? "holds no private key in PEM form"
                            : "holds a certificate but no private key; name the key file in identityKey",
                    null);
        }
        return match(List.of(keys.key(passphrase)), certificates.certificates());
    }

    private boolean hasKeyFile() {
        return !keyFile.equals(file);
    }

    private PemFile readKeyFile() throws ConnectFailure {
        return PemFile.parse(keyFile, keyFile.read());
    }

    private Identity match(List<PrivateKey> keys, List<X509Certificate> certificates) throws ConnectFailure {
        if (keys.isEmpty() || certificates.isEmpty()) {
            throw file.failure("holds no " + (keys.isEmpty() ? "private key" : "certificate"), null);
        }
        for (PrivateKey key : keys) {
            for (X509Certificate certificate : certificates) {
                if (belong(key, certificate)) {
                    List<X509Certificate> others = new ArrayList<>(certificates);
                    others.removeIf(certificate::equals);
                    return new Identity(key, certificate, others);
                }
            }
        }
        throw keyFile.failure(
                "holds a private key that does not belong to the certificate "
                        + CertificateText.subject(certificates.get(0))
                        + (hasKeyFile() ? " in " + file : ""),
                null);
    }

    /** Signs and verifies: the one comparison that works for every kind of key. */
    private boolean belong(PrivateKey key, X509Certificate certificate) throws ConnectFailure {
        String algorithm = SIGNATURES.get(Jdk.kind(key.getAlgorithm()));
        if (algorithm == null) {
            throw keyFile.failure("holds a " + key.getAlgorithm() + " key; use RSA, EC or Ed25519", null);
        }
        if (!Jdk.kind(key.getAlgorithm())
                .equals(Jdk.kind(certificate.getPublicKey().getAlgorithm()))) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(certificate.getSignature());
            byte[] proof = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(certificate.getSignature());
            return signature.verify(proof);
        } catch (GeneralSecurityException e) {
            throw keyFile.failure("holds a key that this Java cannot use: " + e.getMessage(), e);
        }
    }

    private void requireValid(X509Certificate leaf) throws ConnectFailure {
        Instant now = Instant.now();
        if (now.isAfter(leaf.getNotAfter().toInstant())) {
            throw file.failure(
                    "holds a certificate (" + CertificateText.subject(leaf) + ") that expired on "
                            + CertificateText.date(leaf.getNotAfter().toInstant())
                            + "; make a new one on the management center",
                    null);
        }
        if (now.isBefore(leaf.getNotBefore().toInstant())) {
            // the one fault that heals by itself: a clock that is behind, as at boot
            throw new ConnectFailure(
                    ConnectStep.IDENTITY,
                    false,
                    file + " holds a certificate that is valid only from "
                            + leaf.getNotBefore().toInstant() + "; check this machine's clock",
                    null);
        }
    }
}
