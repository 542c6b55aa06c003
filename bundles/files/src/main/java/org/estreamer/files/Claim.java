package org.estreamer.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ref.WeakReference;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.estreamer.plugin.UnavailableException;

/**
 * The right to be the only one who writes an output, among all processes. Whoever comes second is told who has it, and
 * may ask again.
 *
 * <p>The lock is on a file beside the output, which says who has it. It stays, empty, when the right is given back: were
 * it deleted, one could lock the deleted file and another a new one. The output itself cannot be locked, because the
 * system forgets a process' locks on a file as soon as the process closes that file anywhere. For the same reason no lock
 * file is opened that this process has locked.
 */
final class Claim implements Closeable {
    /** Nobody writes there, and a lock there keeps no process from reading who has it, on any system. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final Map<Path, Holder> TAKEN = new ConcurrentHashMap<>();

    private final Path output;
    private final String user;
    private Holder holder;
    private RandomAccessFile file;
    private FileLock lock;

    /** Who has a lock file in this process, until it is forgotten: a plugin may be dropped without having been closed. */
    private static final class Holder extends WeakReference<Claim> {
        private final Path lockFile;
        private final String user;

        Holder(Claim claim, Path lockFile) {
            super(claim);
            this.lockFile = lockFile;
            this.user = claim.user;
        }
    }

    /**
     * Makes a claim that is not taken yet.
     *
     * @param output what is claimed, whether it is there or not
     * @param user   who claims it, for operators
     */
    Claim(Path output, String user) {
        this.output = output.toAbsolutePath();
        this.user = user;
    }

    boolean isTaken() {
        return lock != null;
    }

    /**
     * Takes it, where that has not been done yet.
     *
     * @throws UnavailableException if somebody else has it
     * @throws IOException          if nobody can have it, because the lock file cannot be made or locked
     */
    void take() throws IOException, UnavailableException {
        if (isTaken()) {
            return;
        }
        Holder mine = new Holder(this, lockFile());
        Holder first =
                TAKEN.compute(mine.lockFile, (path, other) -> other == null || other.refersTo(null) ? mine : other);
        if (first != mine) {
            throw taken(first.user);
        }
        try {
            lock(mine.lockFile);
            holder = mine;
        } finally {
            if (holder == null) {
                TAKEN.remove(mine.lockFile, mine);
            }
        }
    }

    /** The same file for every way to spell or link to the output. */
    private Path lockFile() throws IOException {
        Path folder = output.getParent();
        OwnerFiles.createFolders(folder);
        Path real =
                Files.exists(output) ? output.toRealPath() : folder.toRealPath().resolve(output.getFileName());
        return real.resolveSibling(real.getFileName() + ".writer-lock");
    }

    private void lock(Path path) throws IOException, UnavailableException {
        OwnerFiles.createFile(path);
        RandomAccessFile opened = new RandomAccessFile(path.toFile(), "rw");
        try {
            FileLock granted = tryLock(opened, path);
            if (granted == null) {
                throw taken(Files.readString(path));
            }
            sign(opened);
            file = opened;
            lock = granted;
        } finally {
            if (file == null) {
                opened.close();
            }
        }
    }

    /** A full disk, which does not take the name, is no reason to have no claim. */
    private void sign(RandomAccessFile opened) throws IOException {
        opened.setLength(0);
        try {
            opened.write((user + " in process " + ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            opened.setLength(0);
        }
    }

    private FileLock tryLock(RandomAccessFile opened, Path path) throws IOException, UnavailableException {
        try {
            return opened.getChannel().tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            // somebody who knows another copy of this class, such as a plugin that outlived its framework
            throw taken("another output of this process");
        } catch (IOException e) {
            throw new IOException(
                    "Cannot lock " + path + ", which keeps a second writer away: " + FileFailure.reason(e), e);
        }
    }

    private UnavailableException taken(String other) {
        return new UnavailableException(output + " is written by " + (other.isBlank() ? "another process" : other)
                + ": waiting until that ends. If both are configured to write there, give one of them another path");
    }

    /** Gives it back, where it is taken. */
    @Override
    public void close() throws IOException {
        if (!isTaken()) {
            return;
        }
        try (RandomAccessFile last = file) {
            last.setLength(0);
            lock.release();
        } finally {
            file = null;
            lock = null;
            TAKEN.remove(holder.lockFile, holder);
            holder = null;
        }
    }
}
