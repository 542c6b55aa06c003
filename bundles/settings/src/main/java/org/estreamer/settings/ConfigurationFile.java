package org.estreamer.settings;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file that a configuration was read from, looked at for what its reader passes over in silence: a setting that
 * stands there twice, of which the last one counts, and characters in another encoding than UTF-8.
 */
public final class ConfigurationFile {
    private static final String FILE_NAME = "felix.fileinstall.filename";
    private static final int MOST_BYTES = 1 << 20;
    private static final Pattern NAME = Pattern.compile("\\s*([^\\s=:]+)");
    private static final Pattern COMMENT = Pattern.compile("\\s*[#!]");
    /** Its reader takes the four characters behind it for the number of one. */
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u(?!\\p{XDigit}{4})");

    private static final Pattern GOES_ON = Pattern.compile("(?:[^\\\\]|^)(?:\\\\\\\\)*\\\\$");

    /** What a decoder puts in the place of bytes that mean nothing. */
    private static final char UNREADABLE = '\uFFFD';

    private ConfigurationFile() {}

    /**
     * Finds the file of a configuration.
     *
     * @param configuration the configuration's properties
     * @return the file, which may have gone since; empty if there never was one
     */
    public static Optional<Path> path(Map<String, ?> configuration) {
        Object name = configuration.get(FILE_NAME);
        if (name == null) {
            return Optional.empty();
        }
        try {
            String text = name.toString();
            return Optional.of(text.startsWith("file:") ? Path.of(URI.create(text)) : Path.of(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a name from elsewhere, which is none here
        }
    }

    /**
     * Says where a configuration comes from.
     *
     * @param configuration the configuration's properties
     * @return the name of its file, without folders; its pid if it has no file
     */
    public static String source(Map<String, ?> configuration) {
        return path(configuration)
                .map(file -> file.getFileName().toString())
                .orElseGet(() -> String.valueOf(configuration.get("service.pid")));
    }

    /**
     * Looks at the file of a configuration.
     *
     * @param configuration the configuration's properties; where they name no file, nothing is wrong
     * @return what is wrong, a sentence each, with the line
     */
    public static List<String> problems(Map<String, ?> configuration) {
        byte[] bytes = bytes(configuration);
        int mark = bytes.length < 2 ? 0 : ByteBuffer.wrap(bytes).getShort() & 0xFFFF;
        if (mark == 0xFEFF || mark == 0xFFFE) {
            return List.of("the file is in UTF-16; save it as UTF-8");
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        int broken = text.indexOf(UNREADABLE);
        if (broken >= 0) {
            int line = lines(text.substring(0, broken)).length;
            return List.of("the file is not in UTF-8 (line " + line + "); save it as UTF-8");
        }
        return text.startsWith("\uFEFF")
                ? List.of("the file begins with a byte order mark, which hides its first setting; save it as UTF-8"
                        + " without one")
                : faults(text);
    }

    /** The line of an escape that the file's reader gives up on; empty where there is none. */
    static Optional<Integer> brokenEscape(byte[] file) {
        return settingLines(new String(file, StandardCharsets.UTF_8)).stream()
                .filter(line -> BROKEN_ESCAPE.matcher(line.text()).find())
                .map(Line::number)
                .findFirst();
    }

    private static List<String> faults(String text) {
        List<String> faults = repeated(settings(text));
        boolean cut = settingLines(text).stream().anyMatch(line -> line.isLast() && line.goesOn());
        if (cut) {
            faults.add("the last line ends in a backslash, so that its setting is not read; remove the backslash");
        }
        return faults;
    }

    /**
     * The names of the settings in the file of a configuration.
     *
     * @param configuration the configuration's properties
     * @return in the order of the file; empty where there is none
     */
    public static Set<String> settings(Map<String, ?> configuration) {
        return settings(new String(bytes(configuration), StandardCharsets.UTF_8))
                .keySet();
    }

    private static byte[] bytes(Map<String, ?> configuration) {
        Optional<Path> file = path(configuration);
        if (file.isEmpty() || !Files.isRegularFile(file.get())) {
            return new byte[0];
        }
        try (InputStream in = Files.newInputStream(file.get())) {
            return in.readNBytes(MOST_BYTES);
        } catch (IOException e) {
            return new byte[0]; // it was read a moment ago; whoever changes it now makes another configuration of it
        }
    }

    private static List<String> repeated(Map<String, List<Integer>> settings) {
        List<String> problems = new ArrayList<>();
        settings.forEach((name, lines) -> {
            if (lines.size() > 1) {
                problems.add(name + ": is there twice, in line " + lines.get(0) + " and in line " + lines.get(1)
                        + "; remove one");
            }
        });
        return problems;
    }

    /** Each setting with the lines it begins in, from 1. */
    private static Map<String, List<Integer>> settings(String text) {
        Map<String, List<Integer>> settings = new LinkedHashMap<>();
        for (Line line : settingLines(text)) {
            Matcher name = NAME.matcher(line.text());
            if (line.begins() && name.lookingAt()) {
                settings.computeIfAbsent(name.group(1), key -> new ArrayList<>())
                        .add(line.number());
            }
        }
        return settings;
    }

    /** A line that is no comment; one that does not begin a setting goes on with that of the line before. */
    private record Line(int number, String text, boolean begins, boolean goesOn, boolean isLast) {}

    private static List<Line> settingLines(String text) {
        List<Line> found = new ArrayList<>();
        String[] lines = lines(text);
        boolean goesOn = false;
        for (int i = 0; i < lines.length; i++) {
            boolean begins = !goesOn;
            boolean comment = begins && COMMENT.matcher(lines[i]).lookingAt();
            goesOn = !comment && GOES_ON.matcher(lines[i]).find();
            if (!comment) {
                found.add(new Line(i + 1, lines[i], begins, goesOn, i == lines.length - 1));
            }
        }
        return found;
    }

    private static String[] lines(String text) {
        return text.split("\r\n|\r|\n", -1);
    }
}
