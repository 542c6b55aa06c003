package org.estreamer.formats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a line of the Common Event Format, written from the standard alone.
 *
 * <pre>
 *   line      = "CEF:" version 7( "|" header ) "|" [ extension ]
 *   header    = any character but "|", "\" and the ends of lines; "\|" and "\\" for the first two
 *   extension = key "=" value *( " " key "=" value )
 *   key       = letters and digits
 *   value     = any character but "=", "\" and the ends of lines; "\=", "\\", "\n" and "\r" for those
 * </pre>
 */
public final class CefReader {
    private static final Pattern KEY = Pattern.compile("([A-Za-z0-9]+)=");

    private final List<String> header = new ArrayList<>();
    private final Map<String, String> extension = new LinkedHashMap<>();

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is not well-formed
     */
    public CefReader(String line) {
        if (!line.startsWith("CEF:")) {
            throw new IllegalArgumentException("no CEF: " + line);
        }
        int at = 4;
        for (int i = 0; i < 7; i++) {
            int end = endOf(line, at, "|");
            if (end == line.length()) {
                throw new IllegalArgumentException("header field " + i + " has no end: " + line);
            }
            header.add(unescaped(line.substring(at, end), "|"));
            at = end + 1;
        }
        while (at < line.length()) {
            at = pair(line, at);
        }
    }

    /** Reads a key and its value, and returns where the next key begins. */
    private int pair(String line, int at) {
        Matcher key = KEY.matcher(line).region(at, line.length());
        if (!key.lookingAt()) {
            throw new IllegalArgumentException("no key at " + at + ": " + line.substring(at));
        }
        int equals = endOf(line, key.end(), "=");
        int end = equals == line.length() ? equals : line.lastIndexOf(' ', equals);
        if (end < key.end() && equals < line.length()) {
            throw new IllegalArgumentException("an equals sign in the value at " + key.end() + ": " + line);
        }
        if (extension.put(key.group(1), unescaped(line.substring(key.end(), end), "=nr")) != null) {
            throw new IllegalArgumentException("two values of " + key.group(1));
        }
        return Math.min(line.length(), end + 1);
    }

    /** Where the next one of a character stands that is not escaped; the line's end where there is none. */
    private static int endOf(String line, int start, String wanted) {
        int at = start;
        while (at < line.length() && wanted.indexOf(line.charAt(at)) < 0) {
            at += line.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, line.length());
    }

    private static String unescaped(String text, String escapes) {
        StringBuilder plain = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
                char escaped = at < text.length() ? text.charAt(at) : ' ';
                if (escaped != '\\' && escapes.indexOf(escaped) < 0) {
                    throw new IllegalArgumentException("no escape: \\" + escaped + " in " + text);
                }
                plain.append(escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    /** Version, vendor, product, product's version, class, name, severity. */
    public List<String> header() {
        return header;
    }

    public Map<String, String> extension() {
        return extension;
    }
}
