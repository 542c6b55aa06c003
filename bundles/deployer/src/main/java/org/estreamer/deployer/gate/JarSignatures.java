package org.estreamer.deployer.gate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/** Whether one trusted signer has signed all that is in a jar, and it is as it was then. */
final class JarSignatures {
    /** What a signature consists of, and therefore cannot cover. */
    private static final Pattern SIGNATURE =
            Pattern.compile("META-INF/(MANIFEST\\.MF|[^/]*\\.(SF|DSA|RSA|EC))", Pattern.CASE_INSENSITIVE);

    private final TrustedCertificates certificates;
    private final byte[] chunk = new byte[1 << 16];

    JarSignatures(TrustedCertificates certificates) {
        this.certificates = certificates;
    }

    /**
     * Reads every entry and its signers.
     *
     * @throws RefusedException if an entry is unsigned, altered, or signed by nobody who is trusted
     * @throws IOException      if the file cannot be read
     */
    void check(Path file) throws RefusedException, IOException {
        try (JarFile jar = new JarFile(file.toFile(), true)) {
            Set<CodeSigner> common = signersOfAll(jar);
            Set<String> objections = new TreeSet<>();
            for (CodeSigner signer : common) {
                String objection = certificates.objection(signer.getSignerCertPath());
                if (objection.isEmpty()) {
                    return;
                }
                objections.add(objection);
            }
            throw new RefusedException(
                    objections.isEmpty()
                            ? "its entries are signed by different signers, none of whom has signed all of them"
                            : "its signature is not trusted: " + String.join("; ", objections));
        } catch (SecurityException e) {
            throw new RefusedException("it was altered after it was signed (" + e.getMessage() + ")", e);
        }
    }

    private Set<CodeSigner> signersOfAll(JarFile jar) throws RefusedException, IOException {
        Set<CodeSigner> common = null;
        String unsigned = null;
        for (JarEntry entry : Collections.list(jar.entries())) {
            if (entry.isDirectory() || SIGNATURE.matcher(entry.getName()).matches()) {
                continue;
            }
            Set<CodeSigner> signers = signersOf(jar, entry);
            if (signers.isEmpty()) {
                unsigned = entry.getName();
            } else if (common == null) {
                common = signers;
            } else {
                common.retainAll(signers);
            }
        }
        if (common == null) {
            throw new RefusedException("it is not signed, and " + DeployerSettings.TRUST + "=signed");
        }
        if (unsigned != null) {
            throw new RefusedException(
                    String.format(Locale.ROOT, "its entry %s is not signed, though others are", unsigned));
        }
        return common;
    }

    /** An entry's signers are known once it has been read to its end. */
    private Set<CodeSigner> signersOf(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            int length;
            do {
                length = in.read(chunk);
            } while (length >= 0);
        }
        CodeSigner[] signers = entry.getCodeSigners();
        return new LinkedHashSet<>(signers == null ? Set.of() : Arrays.asList(signers));
    }
}
