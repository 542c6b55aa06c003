package org.estreamer.dispatcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.estreamer.files.OwnerFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The position files of plugins that keep none themselves: {@code positions/SERVER/PLUGIN.position} under the data
 * folder, and beside it the one before. For any plugin, {@code PLUGIN.beginning} tells where its first record was, until
 * it has a position. A list of the plugins that are there lies next to them.
 */
final class PositionStore {
    private static final Logger LOG = LoggerFactory.getLogger(PositionStore.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Path present;

    PositionStore(Path data) {
        folder = data.resolve("positions");
        // a server's folder never starts with a dot
        present = folder.resolve(".present");
    }

    /**
     * Reads a plugin's position; a damaged file is set aside for the one before.
     *
     * @return the position, or empty if there is none that can be used
     * @throws IOException if a file is there but cannot be read
     */
    Optional<Position> load(String server, String plugin) throws IOException {
        Path file = file(server, plugin);
        Optional<Position> position = read(file);
        return position.isPresent() ? position : read(previous(file));
    }

    void save(String server, String plugin, Position position) throws IOException {
        Path file = file(server, plugin);
        OwnerFiles.replace(file, position.encode(), previous(file));
    }

    /**
     * The plugins that were there when the list was last written.
     *
     * @return their names; empty if there never was a list
     */
    Optional<Set<String>> loadPresent() {
        try {
            return Optional.of(new TreeSet<>(Files.readAllLines(present)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("Cannot read {}, so no plugin is waited for: {}", present, e.toString());
            return Optional.of(Set.of());
        }
    }

    void savePresent(Collection<String> names) {
        try {
            OwnerFiles.replace(present, String.join("\n", names).getBytes(StandardCharsets.UTF_8), null);
        } catch (IOException e) {
            LOG.warn("Cannot write {}, so the next start may wait for other plugins: {}", present, e.toString());
        }
    }

    /**
     * Reads where a plugin began that has no position yet.
     *
     * @return a position before its first record, or empty if it never began or has had a position
     * @throws IOException if a file is there but cannot be read
     */
    Optional<Position> loadBeginning(String server, String plugin) throws IOException {
        return read(beginning(server, plugin));
    }

    void saveBeginning(String server, String plugin, Position position) throws IOException {
        OwnerFiles.replace(beginning(server, plugin), position.encode(), null);
    }

    /** The plugin has a position: should it lose that with its output one day, it is not to begin long ago again. */
    void forgetBeginning(String server, String plugin) {
        Path file = beginning(server, plugin);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn(
                    "Cannot delete {}, so plugin {} begins there again if it loses its position: {}",
                    file,
                    plugin,
                    e.toString());
        }
    }

    private Path file(String server, String plugin) {
        return folder.resolve(escape(server)).resolve(escape(plugin) + ".position");
    }

    private Path beginning(String server, String plugin) {
        return folder.resolve(escape(server)).resolve(escape(plugin) + ".beginning");
    }

    private static Path previous(Path file) {
        return file.resolveSibling(file.getFileName() + ".previous");
    }

    private static Optional<Position> read(Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            return Optional.of(Position.decode(bytes));
        } catch (IllegalArgumentException e) {
            Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + STAMP.format(Instant.now()));
            Files.move(file, aside);
            LOG.error(
                    "Position file {} is damaged: {}. It is kept as {}; going on from the one before, or without"
                            + " a position if there is none",
                    file,
                    e.getMessage(),
                    aside.getFileName());
            return Optional.empty();
        }
    }

    /** A file name for any name: what could mean something to a file system becomes %XX. */
    private static String escape(String name) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-_~#@".indexOf(c) >= 0);
            boolean innerDot = c == '.' && escaped.length() > 0;
            escaped.append(plain || innerDot ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return escaped.toString();
    }
}
