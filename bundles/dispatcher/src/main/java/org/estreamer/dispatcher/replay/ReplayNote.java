package org.estreamer.dispatcher.replay;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import org.estreamer.files.OwnerFiles;
import org.estreamer.pipeline.log.LogPosition;
import org.estreamer.pipeline.log.LogSpan;

/**
 * What is on the disk of a replay, so that it outlives the process: lines of {@code key=value}, for people too. It is there from
 * the moment the operator is told that the replay has begun until it has ended.
 *
 * @param plugin who gets records again
 * @param span   which records
 * @param place  how far the plugin has persisted them
 */
record ReplayNote(String plugin, LogSpan span, ReplayPlace place) {
    static ReplayNote read(Path file) throws IOException {
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(Files.readString(file)));
            LogSpan span = new LogSpan(
                    Instant.parse(text(lines, "from")),
                    Instant.parse(text(lines, "to")),
                    Boolean.parseBoolean(text(lines, "archived")),
                    Instant.parse(text(lines, "arrivedBefore")));
            String position = text(lines, "position");
            return new ReplayNote(
                    text(lines, "plugin"),
                    span,
                    new ReplayPlace(
                            text(lines, "server"),
                            position.isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(
                                            LogPosition.decode(HexFormat.of().parseHex(position))),
                            Long.parseLong(text(lines, "records")),
                            Long.parseLong(text(lines, "lost"))));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException(file + " is no note of a replay: " + e.getMessage(), e);
        }
    }

    private static String text(Properties lines, String key) {
        String value = lines.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }

    /** Replaces what was noted before, in one step. */
    void write(Path file) throws IOException {
        Properties lines = new Properties();
        lines.setProperty("plugin", plugin);
        lines.setProperty("from", span.from().toString());
        lines.setProperty("to", span.to().toString());
        lines.setProperty("archived", String.valueOf(span.archived()));
        lines.setProperty("arrivedBefore", span.before().toString());
        lines.setProperty("server", place.server());
        lines.setProperty(
                "position",
                place.position()
                        .map(position -> HexFormat.of().formatHex(position.encode()))
                        .orElse(""));
        lines.setProperty("records", String.valueOf(place.records()));
        lines.setProperty("lost", String.valueOf(place.lost()));
        StringWriter out = new StringWriter();
        lines.store(out, "a replay that is under way; ended by estreamer:replay cancel");
        OwnerFiles.replace(file, out.toString().getBytes(StandardCharsets.UTF_8), null);
    }
}
