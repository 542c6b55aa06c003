package org.estreamer.files;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Keeps a {@link Checkpoint} in a file that is replaced in one step, and the one before it in a second file.
 *
 * <pre>
 *  magic  marks  { name  length  inode  print }  positions  { server  length  position }  crc32c
 *    4      4       utf     8      8      8          4          utf      4      length       8     bytes
 * </pre>
 */
final class PositionFile {
    private static final int MAGIC = 0x65535002;
    private static final int CHECK_BYTES = Long.BYTES;

    private final Path file;
    private final Path previous;
    private final Consumer<String> notices;

    PositionFile(Path file, Consumer<String> notices) {
        this.file = file;
        this.previous = file.resolveSibling(file.getFileName() + ".previous");
        this.notices = notices;
    }

    /** The last checkpoint; the one before where the last is damaged; empty where there is none. */
    Optional<Checkpoint> read() throws IOException {
        for (Path candidate : List.of(file, previous)) {
            if (Files.exists(candidate)) {
                Optional<Checkpoint> checkpoint = decode(Files.readAllBytes(candidate));
                if (checkpoint.isPresent()) {
                    return checkpoint;
                }
                setAside(candidate, "is damaged");
            }
        }
        return Optional.empty();
    }

    /** Replaces the checkpoint: afterwards, whatever happens, either the old or the new one is there. */
    void write(Checkpoint checkpoint) throws IOException {
        OwnerFiles.replace(file, encode(checkpoint), previous);
    }

    /** Takes what is kept out of use. */
    void setAside(String reason) throws IOException {
        for (Path candidate : List.of(file, previous)) {
            if (Files.exists(candidate)) {
                setAside(candidate, "is no longer right (" + reason + ")");
            }
        }
    }

    private void setAside(Path damaged, String what) throws IOException {
        int number = 1;
        Path aside;
        do {
            aside = damaged.resolveSibling(damaged.getFileName() + ".aside-" + number++);
        } while (Files.exists(aside));
        Files.move(damaged, aside);
        notices.accept(damaged + " " + what + ": kept as " + aside.getFileName()
                + ", going on from the position before it where there is one");
    }

    private static byte[] encode(Checkpoint checkpoint) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(MAGIC);
        out.writeInt(checkpoint.marks().size());
        for (Checkpoint.Mark mark : checkpoint.marks()) {
            out.writeUTF(mark.file());
            out.writeLong(mark.length());
            out.writeLong(mark.inode());
            out.writeLong(mark.print());
        }
        out.writeInt(checkpoint.positions().size());
        for (Map.Entry<String, byte[]> position : checkpoint.positions().entrySet()) {
            out.writeUTF(position.getKey());
            out.writeInt(position.getValue().length);
            out.write(position.getValue());
        }
        out.writeLong(check(bytes.toByteArray()));
        return bytes.toByteArray();
    }

    /** Empty for anything that {@link #encode} has not written. */
    private Optional<Checkpoint> decode(byte[] bytes) {
        if (bytes.length < CHECK_BYTES) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOf(bytes, bytes.length - CHECK_BYTES);
        try (DataInputStream check = new DataInputStream(new ByteArrayInputStream(bytes, content.length, CHECK_BYTES));
                DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            require(check.readLong() == check(content) && in.readInt() == MAGIC);
            Checkpoint checkpoint = new Checkpoint(marks(in), positions(in));
            require(in.available() == 0);
            return Optional.of(checkpoint);
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    private List<Checkpoint.Mark> marks(DataInputStream in) throws IOException {
        List<Checkpoint.Mark> marks = new ArrayList<>();
        for (int count = in.readInt(); count > 0; count--) {
            Checkpoint.Mark mark = new Checkpoint.Mark(in.readUTF(), in.readLong(), in.readLong(), in.readLong());
            // a checksum is no signature: what is cut or deleted by this file must be output of this folder
            require(mark.length() >= 0 && isInFolder(mark.file()));
            marks.add(mark);
        }
        return marks;
    }

    private boolean isInFolder(String name) {
        Path folder = file.normalize().getParent();
        return folder.equals(folder.resolve(name).normalize().getParent());
    }

    private static Map<String, byte[]> positions(DataInputStream in) throws IOException {
        Map<String, byte[]> positions = new HashMap<>();
        for (int count = in.readInt(); count > 0; count--) {
            String server = in.readUTF();
            int length = in.readInt();
            require(length >= 0 && length <= in.available());
            positions.put(server, in.readNBytes(length));
        }
        return positions;
    }

    private static void require(boolean holds) throws IOException {
        if (!holds) {
            throw new StreamCorruptedException("not as it was written");
        }
    }

    private static long check(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return crc.getValue();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
