package org.estreamer.log.segment;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.estreamer.files.OwnerFiles;

/**
 * Writes a segment: whole batches, or nothing of them. One thread appends, another may {@link #force}.
 */
public final class SegmentOutput implements Closeable {
    private final Path path;
    private final Disk disk;
    private final RandomAccessFile file;
    private long size;
    /** Whether the file may be at another place than its good end, or part of a batch stand behind that. */
    private boolean torn = true;
    /** Whether its folder may not know it yet. */
    private volatile boolean fresh;

    private SegmentOutput(Path path, Disk disk, RandomAccessFile file, long size) {
        this.path = path;
        this.disk = disk;
        this.file = file;
        this.size = size;
    }

    /**
     * Begins a segment, in the place of one of that name if there is one. The disk has it after {@link #force}, and not before:
     * the session does not wait for a disk that has much to write.
     *
     * @throws IOException if the disk does not take its header; all is as before then
     */
    public static SegmentOutput create(Path path, Disk disk, SegmentHeader header) throws IOException {
        byte[] bytes = header.encode();
        Path begun = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(begun);
        try (RandomAccessFile file = disk.open(begun)) {
            disk.write(file, bytes, 0, bytes.length);
        }
        Files.move(begun, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        SegmentOutput output = goOn(path, disk, bytes.length);
        output.fresh = true;
        return output;
    }

    /** Goes on in a segment, behind its last good batch; what stands there is cut off. */
    public static SegmentOutput goOn(Path path, Disk disk, long size) throws IOException {
        return new SegmentOutput(path, disk, disk.open(path), size);
    }

    /** How many bytes it has, up to the end of its last batch. */
    public long size() {
        return size;
    }

    /**
     * Appends a batch.
     *
     * @throws IOException if the disk does not take it; nothing of it counts, and it may be tried again
     */
    public void append(BatchHeader header, byte[] messages, int offset) throws IOException {
        trim();
        torn = true;
        disk.write(file, header.encode(), 0, BatchHeader.BYTES);
        disk.write(file, messages, offset, header.length());
        torn = false;
        size += BatchHeader.BYTES + header.length();
    }

    /**
     * Cuts off what stands behind the last batch, if that may be part of one.
     *
     * @throws IOException if the disk does not do that
     */
    public void trim() throws IOException {
        if (torn) {
            file.setLength(size);
            file.seek(size);
            torn = false;
        }
    }

    /** Waits until the disk has what was appended so far. */
    public void force() throws IOException {
        disk.force(file);
        if (fresh) {
            OwnerFiles.syncFolder(path.getParent());
            fresh = false;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
