package org.estreamer.deployer.gate;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A plugin file's bytes, read once into a file only we can reach, and beside it the jar that is made of what was verified
 * there: that one is installed, whatever happens to the original meanwhile. On disk rather than in memory, since a database
 * driver can be larger than the heap.
 */
public final class PrivateCopy implements AutoCloseable {
    private final Path path;
    private final Path verified;
    private final String digest;

    private PrivateCopy(Path path, String digest) {
        this.path = path;
        this.verified = path.resolveSibling("verified-" + path.getFileName());
        this.digest = digest;
    }

    /**
     * Reads a file.
     *
     * @param file     the file
     * @param folder   where the copy goes
     * @param maxBytes how large it may be
     * @throws RefusedException if it is larger
     * @throws IOException      if it cannot be read or written
     */
    public static PrivateCopy of(File file, Path folder, long maxBytes) throws IOException, RefusedException {
        Files.createDirectories(folder);
        Path path = Files.createTempFile(folder, "plugin", ".jar");
        try {
            return new PrivateCopy(path, copy(file, path, maxBytes));
        } catch (IOException | RefusedException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    private static String copy(File file, Path to, long maxBytes) throws IOException, RefusedException {
        MessageDigest sha256 = sha256();
        try (InputStream in = Files.newInputStream(file.toPath());
                OutputStream out = new DigestOutputStream(Files.newOutputStream(to), sha256)) {
            byte[] chunk = new byte[1 << 16];
            long total = 0;
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                total += length;
                if (total > maxBytes) {
                    throw new RefusedException("it is larger than " + (maxBytes >> 20) + " MiB (setting "
                            + DeployerSettings.MAX_JAR_MEBIBYTES + ")");
                }
                out.write(chunk, 0, length);
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** Removes copies that a killed process has left. */
    public static void clear(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder)) {
                for (Path copy : copies) {
                    Files.deleteIfExists(copy);
                }
            }
        }
    }

    public Path path() {
        return path;
    }

    /** Where the verified jar is, once the gate has written it. */
    public Path verified() {
        return verified;
    }

    /** SHA-256 of the file's bytes, in hexadecimal. */
    public String digest() {
        return digest;
    }

    /** Opens the verified jar. */
    public InputStream open() throws IOException {
        return new BufferedInputStream(Files.newInputStream(verified));
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
        Files.deleteIfExists(verified);
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
