package org.estreamer.request;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of an INI file, read as Python's ConfigParser reads them: names of options in any case, {@code =} or
 * {@code :} between name and value, comments after {@code #} or {@code ;}, a value that goes on in lines further
 * indented than its name.
 */
final class IniFile {
    private static final int MAX_BYTES = 1 << 20;
    private static final Pattern SECTION = Pattern.compile("\\[([^\\]]+)\\].*");
    private static final Pattern SEPARATOR = Pattern.compile("[=:]");
    private static final Pattern COMMENT = Pattern.compile("(^|\\s)[#;].*$");

    /**
     * An option.
     *
     * @param line  the line it stands in, from 1
     * @param value what is behind the name
     */
    record Option(int line, String value) {}

    private final String name;
    private final Map<String, Map<String, Option>> sections = new LinkedHashMap<>();
    private Map<String, Option> section;
    private String option;
    private int indent;

    private IniFile(String name) {
        this.name = name;
    }

    /**
     * Reads a file.
     *
     * @param file up to 1 MiB of UTF-8, or of UTF-16 with a byte order mark
     * @throws RequestException for a line that is none, or an option that stands there twice
     */
    static IniFile read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new RequestException(file.toString(), "too long for a request file, which may have 1 MiB");
        }
        IniFile ini = new IniFile(file.getFileName().toString());
        String[] lines = text(Files.readAllBytes(file)).split("\r\n|\r|\n", -1);
        for (int i = 0; i < lines.length; i++) {
            ini.line(i + 1, COMMENT.matcher(lines[i]).replaceFirst("").stripTrailing());
        }
        return ini;
    }

    /**
     * The sections by name in lower case, each with its options by name in lower case.
     *
     * @return in the order of the file
     */
    Map<String, Map<String, Option>> sections() {
        return sections;
    }

    /** Names a line for a message: {@code client.conf line 7}. */
    String place(int line) {
        return name + " line " + line;
    }

    /** The file's name without folders. */
    String name() {
        return name;
    }

    private void line(int number, String line) {
        String text = line.strip();
        int depth = line.length() - line.stripLeading().length();
        if (text.isEmpty()) {
            return;
        }
        if (option != null && depth > indent) {
            section.computeIfPresent(option, (key, begun) -> new Option(begun.line, begun.value + "\n" + text));
            return;
        }
        Matcher header = SECTION.matcher(text);
        if (header.matches()) {
            section = sections.computeIfAbsent(lower(header.group(1).strip()), key -> new LinkedHashMap<>());
            option = null;
        } else {
            option(number, depth, text);
        }
    }

    private void option(int number, int depth, String text) {
        String[] parts = SEPARATOR.split(text, 2);
        String key = parts[0].strip();
        if (parts.length < 2 || key.isEmpty()) {
            throw new RequestException(place(number), "\"" + text + "\" is neither [section] nor name = value");
        }
        if (section == null) {
            throw new RequestException(place(number), key + " stands before any [section]");
        }
        option = lower(key);
        indent = depth;
        Option first = section.putIfAbsent(option, new Option(number, parts[1].strip()));
        if (first != null) {
            throw new RequestException(
                    place(number), option + " is there twice, first in line " + first.line + "; remove one");
        }
    }

    private static String text(byte[] bytes) {
        int mark = bytes.length < 2 ? 0 : ByteBuffer.wrap(bytes).getShort() & 0xFFFF;
        Charset charset = mark == 0xFEFF || mark == 0xFFFE ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        String text = new String(bytes, charset);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
