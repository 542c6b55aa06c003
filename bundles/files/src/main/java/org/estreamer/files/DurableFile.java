package org.estreamer.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.estreamer.plugin.DurablePlugin;
import org.estreamer.plugin.LostOutputException;
import org.estreamer.plugin.UnavailableException;

/**
 * The output of a {@link DurablePlugin} in append-only files, whose lengths and the positions of the servers in them are
 * replaced together: whatever happens, every record is in them exactly once.
 *
 * <p>A side file says how long the output was when the positions were taken. It is replaced in one step, after the
 * output has reached the disk. {@link #resume} cuts off what was written later; it is delivered again.
 *
 * <p>Only whole records reach a file. Where the disk takes none, for example because it is full, {@link #append} cuts off
 * what is left of one and says so.
 *
 * <p>Only one at a time has the files, in whatever process: from {@link #resume} or the first record to {@link #close}.
 * The others are told who has them, and may ask again.
 */
public final class DurableFile implements Closeable {
    private final Path folder;
    private final PositionFile side;
    private final Claim claim;
    private final FileAccess access;
    private final MarkedFile marked;
    private final FileOpener opener;
    private final Consumer<String> notices;
    private Checkpoint checkpoint = Checkpoint.NONE;
    private AppendFile current;
    private String next;
    private boolean resumed;
    private boolean closed;
    private boolean toldObstacle;

    /** Whether there is output that no position covers yet. */
    private boolean ahead;

    /** Why what was written since the positions may be lost, so that none behind it may be kept; null if it is not. */
    private LostOutputException loss;

    /**
     * Makes an output of no file yet. Nothing is read or written before the first call.
     *
     * @param sideFile where lengths and positions are kept; the output is in the same folder, which is made if need be
     * @param notices  receives what an operator should know: one sentence, with the file's name
     */
    public DurableFile(Path sideFile, Consumer<String> notices) {
        this(sideFile, sideFile, "another output", FileAccess.OWNER, notices);
    }

    /**
     * Makes an output of no file yet, which tells others who has it. Nothing is read or written before the first call.
     *
     * @param sideFile where lengths and positions are kept; the output is in the same folder, which is made if need be
     * @param output   what no second output may write at the same time: the file, if it is always the same one, even where
     *                 a link leads to it; else a path that stands for all of them. It need not be there. Beside it lies
     *                 a lock file, {@code OUTPUT.writer-lock}
     * @param user     who writes it, as operators know it: the name of a configuration
     * @param access   who may read it
     * @param notices  receives what an operator should know: one sentence, with the file's name
     */
    public DurableFile(Path sideFile, Path output, String user, FileAccess access, Consumer<String> notices) {
        this(sideFile, new Claim(output, user), access, notices, FileOpener.DISK);
    }

    DurableFile(Path sideFile, Claim claim, FileAccess access, Consumer<String> notices, FileOpener opener) {
        Path absolute = sideFile.toAbsolutePath();
        this.folder = absolute.getParent();
        this.side = new PositionFile(absolute, notices);
        this.claim = claim;
        this.access = access;
        this.marked = new MarkedFile(folder, opener, notices);
        this.opener = opener;
        this.notices = notices;
    }

    /**
     * What {@link DurablePlugin#resume} asks for. Cuts the output back to what the positions cover.
     *
     * @param server the name of the session
     * @return the position, or empty if there is none
     * @throws IOException          if the side file cannot be read, the output not be cut, or it was closed
     * @throws UnavailableException if another output has the files
     */
    public synchronized Optional<byte[]> resume(String server) throws IOException, UnavailableException {
        if (closed) {
            // a call that comes late must not take the files from whoever has them now
            throw new IOException(side + ": the output was closed");
        }
        try {
            takeFiles();
            if (!resumed || ahead) {
                discard();
                restore();
                loss = null;
                ahead = false;
                resumed = true;
            }
        } catch (FileSystemException e) {
            throw new IOException(FileFailure.reason(e), e);
        }
        return Optional.ofNullable(checkpoint.positions().get(server)).map(byte[]::clone);
    }

    /**
     * What {@link DurablePlugin#persist} asks for.
     *
     * @param positions what has been finished, by the name of the session
     * @throws IOException         if it could not be written, or the output was closed; the positions before stay
     * @throws LostOutputException if the disk may have lost what was written since, or somebody has deleted the file;
     *                             {@link #resume} cuts it off
     */
    public synchronized void persist(Map<String, byte[]> positions) throws IOException {
        if (positions.isEmpty() && !ahead) {
            return; // nothing is new
        }
        if (closed || !claim.isTaken()) {
            // by now another output may go on in the file, and its length is not known
            throw new IOException(side + ": the output was closed before its positions were kept");
        }
        requireNoLoss();
        try {
            keep(positions);
        } catch (FileSystemException e) {
            throw new IOException(FileFailure.reason(e), e);
        }
        letGoIfMoved();
    }

    private void keep(Map<String, byte[]> positions) throws IOException {
        List<Checkpoint.Mark> marks = checkpoint.marks();
        if (current != null) {
            sync();
            noteIfDeleted();
            requireNoLoss();
            marks = List.of(current.mark());
        }
        Map<String, byte[]> reached = new HashMap<>(checkpoint.positions());
        positions.forEach((server, position) -> reached.put(server, position.clone()));
        keep(new Checkpoint(marks, reached));
        ahead = false;
    }

    /**
     * Tells whether there is a file to append to.
     *
     * @return false at first, after {@link #close}, and after someone moved the file away; true after {@link #begin}
     */
    public synchronized boolean isOpen() {
        return current != null || next != null;
    }

    /**
     * The length of the file, with what is still in the buffer.
     *
     * @return bytes; 0 before the first record
     */
    public synchronized long length() {
        return current == null || next != null ? 0 : current.length();
    }

    /**
     * Goes on at the end of another file from the next record on. It is made then, readable by its owner only, if it is
     * not there.
     *
     * @param name the file's name, without a folder
     */
    public synchronized void begin(String name) {
        next = name;
    }

    /**
     * Appends one record: all of it, or nothing and the same record may be appended again. It is buffered; see
     * {@link #flush}.
     *
     * @param bytes  holds the record
     * @param offset where it starts
     * @param length how many bytes it has
     * @throws UnavailableException  if the disk takes nothing for now, another output has the files, or this one was closed
     * @throws IllegalStateException if no file was begun
     */
    public synchronized void append(byte[] bytes, int offset, int length) throws UnavailableException {
        if (!isOpen()) {
            throw new IllegalStateException("No file is open: begin one first");
        }
        try {
            if (next != null) {
                change(next);
            }
            ahead = true;
            current.append(bytes, offset, length);
        } catch (IOException e) {
            throw new UnavailableException(FileFailure.reason(e), e);
        }
    }

    private void change(String name) throws IOException, UnavailableException {
        if (closed) {
            // a call that comes back late must not keep the next output from its file
            throw new UnavailableException(side + ": the output was closed before this record came");
        }
        takeFiles();
        AppendFile last = current;
        if (last != null) {
            sync();
            noteIfDeleted();
        }
        Path path = folder.resolve(name);
        access.createFile(path);
        if (resumed) {
            mark(path);
        } else {
            side.setAside("records come without a position having been asked for");
        }
        current = open(path);
        next = null;
        tellObstacle(path);
        if (last != null) {
            last.close();
        }
    }

    private void sync() throws IOException {
        current.flush();
        try {
            current.force();
        } catch (IOException e) {
            // the system may forget what it could not write, and say nothing when asked again
            loss = new LostOutputException(
                    side + ": the disk may have lost what was written since the positions were kept: " + e.getMessage(),
                    e);
        }
    }

    private void requireNoLoss() throws LostOutputException {
        if (loss != null) {
            throw loss;
        }
    }

    /**
     * What somebody has deleted while it was written would be counted as kept, and be in no file. It is for {@link #persist} to
     * tell, also after other files have followed: of one that is closed nobody can see any more when it was deleted.
     */
    private void noteIfDeleted() throws IOException {
        if (loss == null && ahead && current.isMoved() && current.isDeleted()) {
            loss = new LostOutputException(
                    current.path()
                            + " was deleted while it was written: what was written since the positions were kept is written"
                            + " once more, into a new file",
                    null);
        }
    }

    private void takeFiles() throws IOException, UnavailableException {
        access.createFolders(folder);
        claim.take();
    }

    private AppendFile open(Path path) throws IOException {
        return new AppendFile(path, opener, (before, end) -> resized(path, before, end));
    }

    private void tellObstacle(Path path) throws IOException {
        Optional<Path> obstacle = toldObstacle ? Optional.empty() : access.obstacle(path);
        toldObstacle = true;
        obstacle.ifPresent(where -> notices.accept("Those who may read " + path + " by its permissions cannot enter "
                + where + ": let them (chmod), or write to a folder elsewhere"));
    }

    /** Notes, before anything is appended to a file, what is to be left of it if its records are not persisted. */
    private void mark(Path path) throws IOException {
        // a new file may have the name of one that was deleted
        Checkpoint.Mark end = MarkedFile.end(path);
        if (checkpoint.marks().stream()
                .noneMatch(mark -> mark.file().equals(end.file()) && mark.inode() == end.inode())) {
            add(end);
        }
    }

    private void add(Checkpoint.Mark mark) throws IOException {
        List<Checkpoint.Mark> marks = new ArrayList<>(checkpoint.marks());
        marks.add(mark);
        keep(new Checkpoint(marks, checkpoint.positions()));
    }

    /** After log rotation that copies the file and empties it, say: the mark so far is that of the copy. */
    private void resized(Path path, long before, Checkpoint.Mark end) throws IOException {
        if (resumed && end.length() < before) {
            add(end);
        }
        notices.accept(path + " has " + end.length() + " bytes where " + before
                + " were written: it was changed from outside. Going on at its end");
    }

    private void keep(Checkpoint reached) throws IOException {
        side.write(reached);
        checkpoint = reached;
    }

    private void discard() throws IOException {
        next = null;
        if (current != null) {
            AppendFile last = current;
            current = null;
            last.discard();
        }
    }

    private void restore() throws IOException {
        // where somebody has deleted the side file with the folder, what this process has kept in it still counts
        Checkpoint last = side.read().orElse(checkpoint);
        Path goOn = null;
        for (Checkpoint.Mark mark : last.marks()) {
            Optional<Path> found = marked.cutBack(mark);
            goOn = goOn == null ? found.orElse(null) : goOn;
        }
        if (goOn == null && !last.marks().isEmpty()) {
            Path named = folder.resolve(last.marks().get(0).file());
            goOn = Files.exists(named) && Files.size(named) > 0 ? named : null;
        }
        checkpoint = last;
        List<Checkpoint.Mark> marks = goOn == null ? List.of() : List.of(MarkedFile.end(goOn));
        if (!marks.equals(last.marks())) {
            keep(new Checkpoint(marks, last.positions()));
        }
        if (goOn != null) {
            access.createFile(goOn);
            current = open(goOn);
            tellObstacle(goOn);
        }
    }

    /** After log rotation by someone else: what was written is theirs, the next record begins a new file. */
    private void letGoIfMoved() throws IOException {
        if (current != null && current.isMoved()) {
            AppendFile moved = current;
            current = null;
            checkpoint = new Checkpoint(List.of(), checkpoint.positions());
            notices.accept(moved.path() + " was moved away: the next record begins a new one");
            moved.close();
        }
    }

    /**
     * Hands the buffer to the operating system, so that others can read it.
     *
     * @throws UnavailableException if the disk takes nothing for now; the buffer is kept, to be tried again
     */
    public synchronized void flush() throws UnavailableException {
        if (current == null) {
            return;
        }
        try {
            current.flush();
            if (!resumed) {
                letGoIfMoved();
            }
        } catch (IOException e) {
            throw new UnavailableException(FileFailure.reason(e), e);
        }
    }

    /**
     * Writes what is buffered, closes the file and leaves it to others. No record is taken and no positions are kept after
     * that.
     *
     * @throws IOException if it could not be written
     */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        next = null;
        AppendFile last = current;
        current = null;
        // in this order: nobody else may have the file before the buffer is in it
        try (claim) {
            if (last != null) {
                last.close();
            }
        }
    }
}
