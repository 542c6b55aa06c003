package org.estreamer.deployer.gate;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Whether a file is a whole, undamaged jar. Read through the central directory, as the framework will read it. */
final class JarStructure {
    /** Far more than any plugin unpacks to, and little enough to be read in passing. */
    private static final long MAX_UNPACKED_BYTES = 4L << 30;

    /** A manifest is kept in memory, by us and by the framework; that of a large signed jar has some 100 KiB. */
    private static final int MAX_MANIFEST_BYTES = 8 << 20;

    private static final Pattern OUTSIDE = Pattern.compile("^[/\\\\]|(^|[/\\\\])\\.\\.([/\\\\]|$)");

    private final byte[] chunk = new byte[1 << 16];
    private long unpacked;

    private JarStructure() {}

    /**
     * Reads every entry.
     *
     * @return what the jar's manifest says it is
     * @throws RefusedException if it is not a sound OSGi bundle
     * @throws IOException      if the file cannot be read
     */
    static PluginIdentity check(Path jar) throws RefusedException, IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            new JarStructure().readEntries(zip);
            ZipEntry manifest = zip.getEntry(JarFile.MANIFEST_NAME);
            if (manifest == null) {
                throw new RefusedException("it is not an OSGi bundle: it has no " + JarFile.MANIFEST_NAME);
            }
            return PluginIdentity.of(read(zip, manifest));
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            // unchecked for a name that is not UTF-8
            throw new RefusedException(
                    "it is not a whole jar (" + e.getMessage() + "); it is looked at again when it changes", e);
        }
    }

    private static Manifest read(ZipFile zip, ZipEntry manifest) throws RefusedException, IOException {
        byte[] bytes;
        try (InputStream in = zip.getInputStream(manifest)) {
            bytes = in.readNBytes(MAX_MANIFEST_BYTES + 1);
        }
        if (bytes.length > MAX_MANIFEST_BYTES) {
            throw new RefusedException(
                    "its " + JarFile.MANIFEST_NAME + " unpacks to more than " + (MAX_MANIFEST_BYTES >> 20) + " MiB");
        }
        try {
            return new Manifest(new ByteArrayInputStream(bytes));
        } catch (IOException | IllegalArgumentException e) {
            // no fault of the disk: reading it again would change nothing
            throw new RefusedException("its " + JarFile.MANIFEST_NAME + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void readEntries(ZipFile zip) throws RefusedException, IOException {
        Set<String> names = new HashSet<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            // two entries of one name, or two manifests, can show one reader what they hide from another
            if (!names.add(name)
                    || (name.equalsIgnoreCase(JarFile.MANIFEST_NAME) && !name.equals(JarFile.MANIFEST_NAME))) {
                throw new RefusedException("its entry " + name + " is there twice or misnamed");
            }
            if (OUTSIDE.matcher(name).find()) {
                throw new RefusedException("its entry " + name + " points out of the jar");
            }
            if (!isWhole(zip, entry)) {
                throw new RefusedException("its entry " + name + " is damaged; it is looked at again when it changes");
            }
        }
    }

    /** Whether an entry has the checksum and the length it is said to have; others take memory by that length. */
    private boolean isWhole(ZipFile zip, ZipEntry entry) throws RefusedException, IOException {
        CRC32 crc = new CRC32();
        long before = unpacked;
        try (InputStream in = zip.getInputStream(entry)) {
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                crc.update(chunk, 0, length);
                unpacked += length;
                if (unpacked > MAX_UNPACKED_BYTES) {
                    throw new RefusedException("it unpacks to more than " + (MAX_UNPACKED_BYTES >> 30) + " GiB");
                }
            }
        }
        return crc.getValue() == entry.getCrc() && unpacked - before == entry.getSize();
    }
}
