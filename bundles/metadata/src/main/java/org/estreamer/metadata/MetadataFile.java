package org.estreamer.metadata;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.estreamer.files.FolderName;
import org.estreamer.files.OwnerFiles;
import org.estreamer.pipeline.log.LogPosition;
import org.estreamer.record.RecordBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the metadata of a server are kept.
 *
 * <pre>
 *   NAME.metadata
 *   | E S M 1 | position | trusted | count | number | length | message |  count times  | CRC-32C |
 *   | int32   | 36 bytes | int64   | int32 | int64  | int32  |         |               | int32   |
 *
 *   NAME.position     how far the log has been read since, without a change
 *   | position | CRC-32C of NAME.metadata | CRC-32C |
 *   | 36 bytes | int32                    | int32   |
 *
 *   position: as LogPosition writes it      CRC-32C at the end: of all before it
 * </pre>
 *
 * Both are replaced in one step. A position that does not belong to the metadata beside it is passed over.
 */
final class MetadataFile {
    private static final Logger LOG = LoggerFactory.getLogger(MetadataFile.class);

    /** Three letters and the version. */
    private static final int START = 'E' << 24 | 'S' << 16 | 'M' << 8 | 1;

    private static final int ENTRY = Long.BYTES + Integer.BYTES;
    private static final int TAIL = Integer.BYTES;
    private static final int FIXED = Integer.BYTES + LogPosition.BYTES + Long.BYTES + Integer.BYTES + TAIL;

    private final String server;
    private final Path file;
    private final Path progress;
    private int checksum;

    MetadataFile(Path folder, String server) {
        String name = FolderName.encode(server);
        this.server = server;
        this.file = folder.resolve(name + ".metadata");
        this.progress = folder.resolve(name + ".position");
    }

    /** What is kept; empty if there is nothing, or nothing that can be used. */
    Optional<Snapshot> load() {
        Optional<Snapshot> kept = read(file).flatMap(this::decoded);
        if (kept.isEmpty() && Files.exists(file)) {
            LOG.warn(
                    "Metadata of {}: {} is damaged or cannot be read. They are read from the log again, and what that no longer"
                            + " has comes with the next connection",
                    server,
                    file);
        }
        return kept.map(this::withProgress);
    }

    private Optional<Snapshot> decoded(byte[] bytes) {
        Optional<Snapshot> decoded = decode(bytes);
        decoded.ifPresent(snapshot -> checksum = tail(bytes));
        return decoded;
    }

    private Snapshot withProgress(Snapshot kept) {
        return read(progress)
                .flatMap(bytes -> decodeProgress(bytes, checksum))
                .map(position -> new Snapshot(position, kept.trusted(), kept.numbers(), kept.messages()))
                .orElse(kept);
    }

    private static Optional<byte[]> read(Path path) {
        try {
            return Files.exists(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty();
        } catch (IOException e) {
            LOG.debug("Cannot read {}", path, e);
            return Optional.empty();
        }
    }

    /** Replaces what is kept. */
    void save(Snapshot snapshot) throws IOException {
        byte[] bytes = encode(snapshot);
        OwnerFiles.replace(file, bytes, null);
        checksum = tail(bytes);
    }

    /** Keeps that nothing has changed up to a position. */
    void saveProgress(LogPosition position) throws IOException {
        OwnerFiles.replace(progress, encodeProgress(position, checksum), null);
    }

    static byte[] encode(Snapshot snapshot) {
        long length = FIXED;
        for (byte[] message : snapshot.messages()) {
            length += ENTRY + message.length;
        }
        byte[] bytes = new byte[Math.toIntExact(length)];
        ByteBuffer out = ByteBuffer.wrap(bytes);
        out.putInt(START).put(snapshot.position().encode());
        out.putLong(snapshot.trusted()).putInt(snapshot.messages().length);
        for (int i = 0; i < snapshot.messages().length; i++) {
            byte[] message = snapshot.messages()[i];
            out.putLong(snapshot.numbers()[i]).putInt(message.length).put(message);
        }
        return sealed(bytes);
    }

    /** Empty for anything that {@link #encode} has not made. */
    static Optional<Snapshot> decode(byte[] bytes) {
        if (bytes.length < FIXED || !isSealed(bytes)) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, bytes.length - TAIL);
        try {
            return in.getInt() == START ? decode(in) : Optional.empty();
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            LOG.debug("Not as it was written", e);
            return Optional.empty();
        }
    }

    private static Optional<Snapshot> decode(ByteBuffer in) {
        LogPosition position = position(in);
        long trusted = in.getLong();
        int count = in.getInt();
        if (count < 0 || count > in.remaining() / ENTRY) {
            return Optional.empty();
        }
        long[] numbers = new long[count];
        byte[][] messages = new byte[count][];
        for (int i = 0; i < count; i++) {
            numbers[i] = in.getLong();
            int length = in.getInt();
            if (length < RecordBatch.HEADER || length > in.remaining()) {
                return Optional.empty();
            }
            messages[i] = new byte[length];
            in.get(messages[i]);
        }
        return in.hasRemaining() ? Optional.empty() : Optional.of(new Snapshot(position, trusted, numbers, messages));
    }

    static byte[] encodeProgress(LogPosition position, int checksum) {
        byte[] bytes = new byte[LogPosition.BYTES + Integer.BYTES + TAIL];
        ByteBuffer.wrap(bytes).put(position.encode()).putInt(checksum);
        return sealed(bytes);
    }

    /** Empty for anything that {@link #encodeProgress} has not made, or not with that checksum. */
    static Optional<LogPosition> decodeProgress(byte[] bytes, int checksum) {
        if (bytes.length != LogPosition.BYTES + Integer.BYTES + TAIL || !isSealed(bytes)) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            LogPosition position = position(in);
            return in.getInt() == checksum ? Optional.of(position) : Optional.empty();
        } catch (IllegalArgumentException e) {
            LOG.debug("Not as it was written", e);
            return Optional.empty();
        }
    }

    private static LogPosition position(ByteBuffer in) {
        byte[] position = new byte[LogPosition.BYTES];
        in.get(position);
        return LogPosition.decode(position);
    }

    private static byte[] sealed(byte[] bytes) {
        ByteBuffer.wrap(bytes).putInt(bytes.length - TAIL, checksum(bytes));
        return bytes;
    }

    private static boolean isSealed(byte[] bytes) {
        return tail(bytes) == checksum(bytes);
    }

    private static int tail(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getInt(bytes.length - TAIL);
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - TAIL);
        return (int) crc.getValue();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
