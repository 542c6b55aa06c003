package org.estreamer.log.place;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.estreamer.files.OwnerFiles;
import org.estreamer.pipeline.log.LogPosition;
import org.estreamer.pipeline.log.LogStart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that keeps the places of all plugins in all logs. It is replaced in one step, and the one before it is kept.
 *
 * <pre>
 *   | E S S 2 | n     | n plugins ... | k     | k logs:  id | end | CRC-32C |
 *   |         | int32 |               | int32 |       int64 int64 | int64   |
 *
 *   plugin:  | name | start kind | start second | m     | m servers:  name | position | begun | since |
 *            | utf  | utf        | int64        | int32 |             utf  | 36 bytes | uint8 | int64 |
 * </pre>
 */
final class PlacesFile {
    private static final Logger LOG = LoggerFactory.getLogger(PlacesFile.class);
    private static final int MAGIC = 'E' << 24 | 'S' << 16 | 'S' << 8 | 2;

    private final Path path;
    private final Path previous;

    /**
     * What is in it.
     *
     * @param holders the plugins with their places
     * @param ends    how far each log had come then, by its id
     */
    record Kept(List<Holder> holders, Map<Long, Long> ends) {}

    PlacesFile(Path path) {
        this.path = path;
        this.previous = path.resolveSibling(path.getFileName() + ".previous");
    }

    void write(Kept kept) throws IOException {
        OwnerFiles.replace(path, encode(kept), previous);
    }

    /**
     * Reads it; a damaged one is set aside for the one before.
     *
     * @param now what counts as the moment at which each plugin was here last
     * @throws IOException if a file is there but cannot be read
     */
    Kept read(long now) throws IOException {
        for (Path file : List.of(path, previous)) {
            if (Files.exists(file)) {
                try {
                    return decode(Files.readAllBytes(file), now);
                } catch (StreamCorruptedException | IllegalArgumentException | DateTimeException e) {
                    Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + System.currentTimeMillis());
                    Files.move(file, aside);
                    LOG.error(
                            "{} is damaged: {}. It is kept as {}. Plugins that keep no position of their own go on from the"
                                    + " one before it, or from the oldest record of each log, and get some records twice",
                            file,
                            e.getMessage(),
                            aside.getFileName());
                }
            }
        }
        return new Kept(List.of(), Map.of());
    }

    private static byte[] encode(Kept kept) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(MAGIC);
        out.writeInt(kept.holders().size());
        for (Holder holder : kept.holders()) {
            out.writeUTF(holder.plugin);
            out.writeUTF(holder.start.kind().name());
            out.writeLong(
                    holder.start.instant() == null ? 0 : holder.start.instant().getEpochSecond());
            out.writeInt(holder.places.size());
            for (Map.Entry<String, Place> place : holder.places.entrySet()) {
                out.writeUTF(place.getKey());
                out.write(place.getValue().position().encode());
                out.writeBoolean(place.getValue().begun());
                out.writeLong(place.getValue().since());
            }
        }
        out.writeInt(kept.ends().size());
        for (Map.Entry<Long, Long> end : kept.ends().entrySet()) {
            out.writeLong(end.getKey());
            out.writeLong(end.getValue());
        }
        out.writeLong(checksum(bytes.toByteArray()));
        return bytes.toByteArray();
    }

    private static Kept decode(byte[] bytes, long now) throws IOException {
        require(bytes.length > 2 * Long.BYTES);
        byte[] content = Arrays.copyOf(bytes, bytes.length - Long.BYTES);
        try (DataInputStream check = new DataInputStream(new ByteArrayInputStream(bytes, content.length, Long.BYTES));
                DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            require(check.readLong() == checksum(content) && in.readInt() == MAGIC);
            List<Holder> holders = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                holders.add(holder(in, now));
            }
            Map<Long, Long> ends = new HashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                ends.put(in.readLong(), in.readLong());
            }
            require(in.available() == 0);
            return new Kept(holders, ends);
        }
    }

    private static Holder holder(DataInputStream in, long now) throws IOException {
        String plugin = in.readUTF();
        LogStart.Kind kind = LogStart.Kind.valueOf(in.readUTF());
        long second = in.readLong();
        Instant instant = kind == LogStart.Kind.AT ? Instant.ofEpochSecond(second) : null;
        Holder holder = new Holder(plugin, new LogStart(kind, instant), now);
        for (int left = in.readInt(); left > 0; left--) {
            String server = in.readUTF();
            LogPosition position = LogPosition.decode(in.readNBytes(LogPosition.BYTES));
            holder.places.put(server, new Place(position, in.readBoolean(), in.readLong()));
        }
        return holder;
    }

    private static void require(boolean holds) throws StreamCorruptedException {
        if (!holds) {
            throw new StreamCorruptedException("not as it was written");
        }
    }

    private static long checksum(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return crc.getValue();
    }
}
