package org.estreamer.formats.mapped;

import java.util.Arrays;
import org.estreamer.formats.bytes.ByteBuilder;

/**
 * The pieces of a URL, which is taken apart once a record. Only one of the form below has pieces; what else a browser would make
 * of it is not guessed at. An IPv6 address is a domain without its brackets.
 *
 * <pre>
 *   https  ://  portal.example.test  :  8443  /login.html  ?  next=home  #  top
 *   SCHEME      DOMAIN                  PORT  PATH            QUERY         FRAGMENT
 * </pre>
 */
final class Url {
    /** A piece of it. */
    enum Part {
        SCHEME,
        DOMAIN,
        PORT,
        PATH,
        QUERY,
        FRAGMENT
    }

    private static final int USUAL_BYTES = 256;
    private static final int HIGHEST_PORT = 0xFFFF;

    private final Source source;
    private final ByteBuilder text = new ByteBuilder(USUAL_BYTES);
    private final int[] starts = new int[Part.values().length];
    private final int[] ends = new int[Part.values().length];
    /** Of which reading and which of its entries the pieces are. */
    private long reading = -1;

    private int entry;

    Url(Source source) {
        this.source = source;
    }

    /** A piece as a source. */
    Source part(Part part) {
        return new Piece(part);
    }

    private final class Piece implements Source {
        private final Kind kind;
        private final int index;

        Piece(Part part) {
            kind = part == Part.PORT ? Kind.NUMBER : Kind.TEXT;
            index = part.ordinal();
        }

        @Override
        public int slot() {
            return source.slot();
        }

        @Override
        public Kind put(Reading from, int wanted, ByteBuilder value) {
            if (reading != from.number() || entry != wanted) {
                reading = from.number();
                entry = wanted;
                take(from);
            }
            int length = ends[index] - starts[index];
            value.put(text.array(), starts[index], length);
            return length > 0 ? kind : Kind.NONE;
        }
    }

    private void take(Reading from) {
        Arrays.fill(starts, 0);
        Arrays.fill(ends, 0);
        text.clear();
        if (source.put(from, entry, text) == Kind.NONE) {
            return;
        }
        int scheme = schemeEnd();
        if (scheme < 0) {
            return;
        }
        int end = text.length();
        int path = firstOf(scheme + 3, end, '/', '?', '#');
        int query = firstOf(path, end, '?', '#', '#');
        int fragment = firstOf(query, end, '#', '#', '#');
        piece(Part.SCHEME, 0, scheme);
        authority(Math.max(scheme + 3, lastOf(scheme + 3, path, '@') + 1), path);
        piece(Part.PATH, path, query);
        piece(Part.QUERY, Math.min(query + 1, fragment), fragment);
        piece(Part.FRAGMENT, Math.min(fragment + 1, end), end);
    }

    private void piece(Part part, int start, int end) {
        starts[part.ordinal()] = start;
        ends[part.ordinal()] = end;
    }

    private int schemeEnd() {
        byte[] bytes = text.array();
        int at = 0;
        while (at < text.length() && Character.isLetterOrDigit(bytes[at])) {
            at++;
        }
        boolean follows =
                at > 0 && at + 3 < text.length() && bytes[at] == ':' && bytes[at + 1] == '/' && bytes[at + 2] == '/';
        return follows ? at : -1;
    }

    /** A colon with one to five digits behind it begins the port. */
    private void authority(int start, int end) {
        byte[] bytes = text.array();
        int colon = lastOf(start, end, ':');
        int digits = colon + 1;
        int port = 0;
        while (digits < end && bytes[digits] >= '0' && bytes[digits] <= '9') {
            port = port * 10 + bytes[digits] - '0';
            digits++;
        }
        boolean hasPort = colon >= start && digits == end && end - colon > 1 && end - colon < 7;
        int domainEnd = hasPort ? colon : end;
        if (hasPort && port <= HIGHEST_PORT) {
            int first = colon + 1;
            while (first < end - 1 && bytes[first] == '0') {
                first++;
            }
            piece(Part.PORT, first, end);
        }
        boolean brackets = domainEnd - start > 2 && bytes[start] == '[' && bytes[domainEnd - 1] == ']';
        piece(Part.DOMAIN, brackets ? start + 1 : start, brackets ? domainEnd - 1 : domainEnd);
    }

    private int firstOf(int start, int end, char one, char two, char three) {
        byte[] bytes = text.array();
        int at = start;
        while (at < end && bytes[at] != one && bytes[at] != two && bytes[at] != three) {
            at++;
        }
        return at;
    }

    private int lastOf(int start, int end, char wanted) {
        int at = end - 1;
        while (at >= start && text.array()[at] != wanted) {
            at--;
        }
        return at;
    }
}
