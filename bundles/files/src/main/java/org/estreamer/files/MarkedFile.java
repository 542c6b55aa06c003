package org.estreamer.files;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds the file that a mark speaks of. Log rotation may have renamed it since, or copied and emptied it, and another file
 * may have its name by now:
 *
 * <pre>
 *   out.log ------------------------&gt; out.log      as it was
 *           \--renamed--------------&gt; out.log.1    the same inode
 *            \--copied and emptied--&gt; out.log.1    the same bytes before the mark
 * </pre>
 *
 * <p>A file is known by the bytes before the mark, and an empty one by its inode. One of another name is looked for among
 * those in the folder whose names begin like it.
 */
final class MarkedFile {
    private static final int PRINT_BYTES = 4096;

    private final Path folder;
    private final FileOpener opener;
    private final Consumer<String> notices;

    MarkedFile(Path folder, FileOpener opener, Consumer<String> notices) {
        this.folder = folder;
        this.opener = opener;
        this.notices = notices;
    }

    /** Marks the end of a file that is there. */
    static Checkpoint.Mark end(Path path) throws IOException {
        long length = Files.size(path);
        return new Checkpoint.Mark(path.getFileName().toString(), length, inode(path), print(path, length));
    }

    /**
     * Cuts off what came behind a mark, wherever that file is now.
     *
     * @return the file, if it still has its name and is not empty; nothing is cut of another one that has its name now
     */
    Optional<Path> cutBack(Checkpoint.Mark mark) throws IOException {
        Path named = folder.resolve(mark.file());
        Optional<Path> found = find(named, mark);
        if (found.isEmpty()) {
            tellMissing(named, mark);
            return Optional.empty();
        }
        Path path = found.get();
        if (!path.equals(named)) {
            notices.accept(
                    named + " is now " + path.getFileName() + ": what came behind its position was cut off there");
        }
        if (mark.length() == 0) {
            Files.delete(path);
            return Optional.empty();
        }
        opener.cut(path, mark.length());
        return path.equals(named) ? found : Optional.empty();
    }

    private void tellMissing(Path named, Checkpoint.Mark mark) throws IOException {
        if (mark.length() == 0) {
            return;
        }
        String other = Files.exists(named)
                ? " has " + Files.size(named) + " bytes where " + mark.length()
                        + " were kept, which are not its first: it was changed from outside, or is another file. Going on at its end"
                : " is gone since its position was kept, deleted, compressed or moved elsewhere: going on in a new file";
        notices.accept(
                named + other + ". What was written behind the position, mostly less than a second's, may come twice");
    }

    private Optional<Path> find(Path named, Checkpoint.Mark mark) throws IOException {
        if (isMarked(named, mark)) {
            return Optional.of(named);
        }
        // of an empty beginning there is nothing to know a copy by, but that it has the name
        Path copy = mark.length() == 0 && Files.exists(named) ? named : null;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, file -> isAlike(file, mark.file()))) {
            for (Path file : files) {
                if (isMarked(file, mark)) {
                    if (inode(file) == mark.inode()) {
                        return Optional.of(file);
                    }
                    copy = file;
                }
            }
        }
        return Optional.ofNullable(copy);
    }

    private static boolean isAlike(Path file, String name) {
        int dot = name.lastIndexOf('.');
        String other = file.getFileName().toString();
        return other.startsWith(dot > 0 ? name.substring(0, dot) : name) && !other.equals(name);
    }

    private static boolean isMarked(Path file, Checkpoint.Mark mark) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        return mark.length() == 0
                ? mark.inode() != 0 && inode(file) == mark.inode()
                : Files.size(file) >= mark.length() && print(file, mark.length()) == mark.print();
    }

    /** A file's number in its file system; 0 where there are none. The device's number may be another after a restart. */
    static long inode(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? ((Number) Files.getAttribute(path, "unix:ino")).longValue()
                : 0;
    }

    private static long print(Path path, long length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            return print(file, length);
        }
    }

    /** A digest of the last bytes before a length. Leaves the file at that length. */
    static long print(RandomAccessFile file, long length) throws IOException {
        byte[] bytes = new byte[(int) Math.min(length, PRINT_BYTES)];
        file.seek(length - bytes.length);
        file.readFully(bytes);
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
