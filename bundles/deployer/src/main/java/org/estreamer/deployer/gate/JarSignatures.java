package org.estreamer.deployer.gate;

import java.io.IOException;
import java.io.InputStream;
import java.security.CodeSigner;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/** Whether one trusted signer has signed all that is in a jar, and it is as it was then. */
final class JarSignatures {
    private static final Pattern SIGNATURE_FILE = Pattern.compile("META-INF/[^/]*\\.SF", Pattern.CASE_INSENSITIVE);
    private static final Pattern DIGEST = Pattern.compile(".*-Digest(-.*)?", Pattern.CASE_INSENSITIVE);

    /** Without it a signature says nothing of the manifest's main section, and so nothing of what is run. */
    private static final Pattern OF_MAIN_SECTION =
            Pattern.compile("SHA3?-(256|384|512)-Digest-Manifest-Main-Attributes", Pattern.CASE_INSENSITIVE);

    private final TrustedCertificates certificates;
    private final Set<String> names = new HashSet<>();
    private Set<CodeSigner> common;
    private String unsigned;

    JarSignatures(TrustedCertificates certificates) {
        this.certificates = certificates;
    }

    /** Takes note of an entry that was read to its end: its signers are known from then on. */
    void add(JarEntry entry) {
        CodeSigner[] all = entry.getCodeSigners();
        Set<CodeSigner> signers = new LinkedHashSet<>(all == null ? Set.of() : Arrays.asList(all));
        names.add(entry.getName());
        if (signers.isEmpty()) {
            unsigned = entry.getName();
        } else if (common == null) {
            common = signers;
        } else {
            common.retainAll(signers);
        }
    }

    /**
     * Judges what was noted.
     *
     * @throws RefusedException if an entry is unsigned, altered, gone, or signed by nobody who is trusted
     * @throws IOException      if the jar cannot be read
     */
    void check(JarFile jar, Manifest manifest) throws RefusedException, IOException {
        List<JarEntry> files = Collections.list(jar.entries()).stream()
                .filter(entry -> SIGNATURE_FILE.matcher(entry.getName()).matches())
                .toList();
        if (common == null) {
            throw new RefusedException(
                    files.isEmpty()
                            ? "it is not signed, and " + DeployerSettings.TRUST + "=signed"
                            : "its signature does not count: it is damaged, or made in a way that Java takes for too weak");
        }
        if (unsigned != null) {
            throw new RefusedException(
                    String.format(Locale.ROOT, "its entry %s is not signed, though others are", unsigned));
        }
        for (JarEntry file : files) {
            checkMainSection(jar, file);
        }
        checkComplete(manifest);
        checkTrusted();
    }

    private void checkComplete(Manifest manifest) throws RefusedException {
        for (Map.Entry<String, Attributes> section : manifest.getEntries().entrySet()) {
            if (!names.contains(section.getKey()) && has(section.getValue(), DIGEST)) {
                throw new RefusedException("its entry " + section.getKey() + " was signed, and is not there any more");
            }
        }
    }

    private void checkTrusted() throws RefusedException {
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
    }

    private static void checkMainSection(JarFile jar, JarEntry file) throws RefusedException, IOException {
        try (InputStream in = jar.getInputStream(file)) {
            if (!has(new Manifest(in).getMainAttributes(), OF_MAIN_SECTION)) {
                throw new RefusedException("its " + file.getName()
                        + " signs no more than entries, or by less than SHA-256: the main section of"
                        + " the manifest can be exchanged. Sign the jar with a jarsigner of today");
            }
        }
    }

    private static boolean has(Attributes attributes, Pattern name) {
        return attributes.keySet().stream()
                .anyMatch(key -> name.matcher(key.toString()).matches());
    }
}
