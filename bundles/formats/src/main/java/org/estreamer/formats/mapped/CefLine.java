package org.estreamer.formats.mapped;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.bytes.Utf8;
import org.estreamer.formats.reading.Reading;
import org.estreamer.formats.source.Kind;

/**
 * Puts values as the Common Event Format has them.
 *
 * <pre>
 *   CEF:0|Cisco|Firepower|6.0|class|name|severity|key=value key=value csN=value csNLabel=what it is
 * </pre>
 *
 * In the header a bar and a backslash are escaped, in a value an equals sign, a backslash and the ends of lines. What else could
 * break a line or turn the reading direction becomes a blank or U+FFFD. A value is cut at a character where the standard limits
 * its length.
 */
final class CefLine extends Line {
    private static final byte[] START = "CEF:0|Cisco|Firepower|6.0|".getBytes(StandardCharsets.US_ASCII);
    private static final String HEADER = "header.";
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private final Key[] header;
    private final Key[] keys;
    private final ByteBuilder value = new ByteBuilder();
    /** Where the first key begins. */
    private int extensionAt;

    /** A key of the line. */
    private static final class Key {
        private final byte[] name;
        private final Output output;
        private final int limit;
        /** What stands behind the value, with its own key; empty for none. */
        private final byte[] label;

        Key(Output output, int limit) {
            String key = output.target.name();
            String behind = output.target.label() == null ? "" : " " + key + "Label=" + output.target.label();
            this.name = key.getBytes(StandardCharsets.UTF_8);
            this.output = output;
            this.limit = limit;
            this.label = behind.getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * The line of a section.
     *
     * @param limits how many characters the value of a key may have
     */
    static CefLine of(Plan plan, Map<String, Integer> limits) {
        Map<Boolean, List<Output>> inHeader = plan.outputs.stream()
                .collect(
                        Collectors.partitioningBy(output -> output.target.name().startsWith(HEADER)));
        return new CefLine(plan, inHeader.get(true), inHeader.get(false), limits);
    }

    private CefLine(Plan plan, List<Output> inHeader, List<Output> behindIt, Map<String, Integer> limits) {
        super(plan, behindIt);
        header = inHeader.stream().map(output -> key(output, limits)).toArray(Key[]::new);
        keys = behindIt.stream().map(output -> key(output, limits)).toArray(Key[]::new);
    }

    private static Key key(Output output, Map<String, Integer> limits) {
        return new Key(output, limits.getOrDefault(output.target.name(), NO_LIMIT));
    }

    @Override
    void put(Reading reading) {
        out.put(START);
        for (Key key : header) {
            value.clear();
            key.output.put(reading, value);
            text(key.limit, true);
            out.put('|');
        }
        extensionAt = out.length();
        outputs(reading);
    }

    @Override
    void output(Reading reading, int index) {
        value.clear();
        Kind kind = keys[index].output.put(reading, value);
        if (kind != Kind.NONE) {
            extension(keys[index], kind);
        }
    }

    private void extension(Key key, Kind kind) {
        int before = out.length();
        if (before > extensionAt) {
            out.put(' ');
        }
        out.put(key.name).put('=');
        int from = out.length();
        if (kind == Kind.TEXT || kind == Kind.JSON || value.length() > key.limit) {
            text(key.limit, false);
        } else {
            out.put(value.array(), 0, value.length());
        }
        if (out.length() == from) {
            out.cut(before);
        } else {
            out.put(key.label);
        }
    }

    /** Puts the value without the blanks around it. */
    private void text(int limit, boolean inHeader) {
        byte[] text = value.array();
        int at = 0;
        int end = value.length();
        while (at < end && isBlank(text[at], inHeader)) {
            at++;
        }
        end = limit < end - at ? Utf8.cut(text, at, end, limit) : end;
        while (end > at && isBlank(text[end - 1], inHeader)) {
            end--;
        }
        while (at < end) {
            int width = Utf8.width(text, at, end);
            if (width == 1) {
                ascii(text[at], inHeader);
            } else if (width < 0 || Utf8.isControl(Utf8.character(text, at, width))) {
                Utf8.replacement(out);
            } else {
                out.put(text, at, width);
            }
            at += Math.abs(width);
        }
    }

    /** Whether it is put as a blank. */
    private static boolean isBlank(byte b, boolean inHeader) {
        return b == ' ' || b == '\t' || (inHeader && (b == '\n' || b == '\r'));
    }

    private void ascii(byte b, boolean inHeader) {
        boolean escaped = b == '\\' || b == (inHeader ? '|' : '=');
        if (escaped) {
            out.put('\\').put(b);
        } else if (b == '\n' && !inHeader) {
            out.put('\\').put('n');
        } else if (b == '\r' && !inHeader) {
            out.put('\\').put('r');
        } else if (isBlank(b, inHeader)) {
            out.put(' ');
        } else if (Utf8.isControl(b)) {
            Utf8.replacement(out);
        } else {
            out.put(b);
        }
    }
}
