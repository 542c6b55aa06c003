package org.estreamer.deployer.gate;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A new jar of what was read and verified of another one. What runs is what was verified, since nothing else is in it: no
 * header of the old zip, no signature, and of the manifest the main section as it was understood.
 *
 * <pre>
 *   old jar --ZipFile--&gt; manifest, signature files: whole, and not too long
 *           --JarFile--&gt; each entry, to its end --&gt; new jar
 *                                     |
 *                                     +--&gt; JarSignatures: who has signed it
 * </pre>
 */
final class VerifiedJar {
    /** The manifest and what a signature consists of, none of which a signature can cover. */
    private static final Pattern OF_SIGNATURE =
            Pattern.compile("META-INF/(MANIFEST\\.MF|[^/]*\\.(SF|DSA|RSA|EC))", Pattern.CASE_INSENSITIVE);

    /** They are kept in memory, by us and by Java; those of a large signed jar have some 100 KiB. */
    private static final int MAX_MANIFEST_BYTES = 8 << 20;

    /** One time for all, so that the same entries make the same jar. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final byte[] chunk = new byte[1 << 16];

    /**
     * Reads one jar and writes another.
     *
     * @param from       a file whose form was checked
     * @param to         where the new jar goes; of no use if this fails
     * @param signatures who must have signed what is taken over; null if that is not asked
     * @return what the jar's manifest says it is
     * @throws RefusedException if it is not a sound OSGi bundle, or not signed as it should be
     * @throws IOException      if a file cannot be read or written
     */
    static PluginIdentity write(Path from, Path to, JarSignatures signatures) throws RefusedException, IOException {
        try {
            return new VerifiedJar().copy(from, to, signatures);
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new RefusedException(
                    "it is not a whole jar (" + e.getMessage() + "); it is looked at again when it changes", e);
        } catch (SecurityException e) {
            throw new RefusedException("it was altered after it was signed (" + e.getMessage() + ")", e);
        }
    }

    private PluginIdentity copy(Path from, Path to, JarSignatures signatures) throws RefusedException, IOException {
        checkUncovered(from);
        try (JarFile jar = new JarFile(from.toFile(), signatures != null);
                OutputStream file = new BufferedOutputStream(Files.newOutputStream(to))) {
            Manifest manifest = manifest(jar);
            PluginIdentity identity = PluginIdentity.of(manifest);
            try (JarOutputStream out = new JarOutputStream(file, mainSection(manifest))) {
                out.setLevel(Deflater.BEST_SPEED);
                for (JarEntry entry : Collections.list(jar.entries())) {
                    if (!OF_SIGNATURE.matcher(entry.getName()).matches()) {
                        copy(jar, entry, out);
                        if (signatures != null && !entry.isDirectory()) {
                            signatures.add(entry);
                        }
                    }
                }
            }
            if (signatures != null) {
                signatures.check(jar, manifest);
            }
            return identity;
        }
    }

    /** What Java reads as a whole as soon as it opens a signed jar. */
    private void checkUncovered(Path from) throws RefusedException, IOException {
        try (ZipFile zip = new ZipFile(from.toFile())) {
            if (zip.getEntry(JarFile.MANIFEST_NAME) == null) {
                throw new RefusedException("it is not an OSGi bundle: it has no " + JarFile.MANIFEST_NAME);
            }
            long total = 0;
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (OF_SIGNATURE.matcher(entry.getName()).matches()) {
                    total += entry.getSize();
                    if (total > MAX_MANIFEST_BYTES) {
                        throw new RefusedException("its " + entry.getName() + " unpacks to more than "
                                + (MAX_MANIFEST_BYTES >> 20) + " MiB, with what signs it");
                    }
                    copy(zip, entry, OutputStream.nullOutputStream());
                }
            }
        }
    }

    private static Manifest manifest(JarFile jar) throws RefusedException {
        try {
            return jar.getManifest();
        } catch (IOException | IllegalArgumentException e) {
            // no fault of the disk: reading it again would change nothing
            throw new RefusedException("its " + JarFile.MANIFEST_NAME + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Manifest mainSection(Manifest manifest) {
        Manifest main = new Manifest();
        main.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.getMainAttributes().putAll(manifest.getMainAttributes());
        return main;
    }

    private void copy(JarFile jar, JarEntry entry, JarOutputStream out) throws RefusedException, IOException {
        ZipEntry fresh = new ZipEntry(entry.getName());
        fresh.setTimeLocal(TIME);
        out.putNextEntry(fresh);
        copy((ZipFile) jar, entry, out);
        out.closeEntry();
    }

    /** No more than the length that was counted for it, and with the checksum that is said of it. */
    private void copy(ZipFile zip, ZipEntry entry, OutputStream out) throws RefusedException, IOException {
        CRC32 crc = new CRC32();
        long left = entry.getSize();
        try (InputStream in = zip.getInputStream(entry)) {
            for (int length = in.read(chunk); length >= 0 && left >= 0; length = in.read(chunk)) {
                left -= length;
                crc.update(chunk, 0, length);
                out.write(chunk, 0, length);
            }
        }
        if (left != 0 || crc.getValue() != entry.getCrc()) {
            throw new RefusedException(String.format(
                    Locale.ROOT, "its entry %s is damaged; it is looked at again when it changes", entry.getName()));
        }
    }
}
