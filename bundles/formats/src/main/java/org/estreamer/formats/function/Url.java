package org.estreamer.formats.function;

import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.reading.Once;
import org.estreamer.formats.reading.Reading;
import org.estreamer.formats.source.Kind;
import org.estreamer.formats.source.Source;

/**
 * The pieces of a URL, which is taken apart once a record. Only one of the form below has pieces, or what begins with a slash and
 * so with the path; what else a browser would make of it is not guessed at. An IPv6 address is a domain without its brackets.
 *
 * <pre>
 *   https  ://  portal.example.test  :  8443  /login.html  ?  next=home  #  top
 *   SCHEME      DOMAIN                  PORT  PATH            QUERY         FRAGMENT
 *   FULL (all of it, with the scheme)
 * </pre>
 */
final class Url {
    private static final int USUAL_BYTES = 256;
    private static final int HIGHEST_PORT = 0xFFFF;

    private final Source source;
    private final ByteBuilder text = new ByteBuilder(USUAL_BYTES);
    final Piece full;
    final Piece scheme;
    final Piece domain;
    final Piece port;
    final Piece path;
    final Piece query;
    final Piece fragment;
    private final Piece[] pieces;
    private final Once once = new Once();

    Url(Source source) {
        this.source = source;
        full = new Piece(Kind.TEXT);
        scheme = new Piece(Kind.TEXT);
        domain = new Piece(Kind.TEXT);
        port = new Piece(Kind.NUMBER);
        path = new Piece(Kind.TEXT);
        query = new Piece(Kind.TEXT);
        fragment = new Piece(Kind.TEXT);
        pieces = new Piece[] {full, scheme, domain, port, path, query, fragment};
    }

    /** A piece of it as a source. */
    final class Piece extends Source {
        private final Kind kind;
        private int start;
        private int end;

        private Piece(Kind kind) {
            super(source.slot());
            this.kind = kind;
        }

        private void reach(int from, int to) {
            start = from;
            end = to;
        }

        @Override
        public Kind put(Reading from, int wanted, ByteBuilder value) {
            if (once.isNew(from, wanted)) {
                take(from, wanted);
            }
            value.put(text.array(), start, end - start);
            return end > start ? kind : Kind.NONE;
        }
    }

    private void take(Reading from, int entry) {
        for (Piece piece : pieces) {
            piece.reach(0, 0);
        }
        text.clear();
        if (source.put(from, entry, text) == Kind.NONE) {
            return;
        }
        int schemeEnd = schemeEnd();
        if (schemeEnd > 0) {
            int pathAt = firstOf(schemeEnd + 3, text.length(), '/', '?', '#');
            full.reach(0, text.length());
            scheme.reach(0, schemeEnd);
            authority(Math.max(schemeEnd + 3, lastOf(schemeEnd + 3, pathAt, '@') + 1), pathAt);
            fromPath(pathAt);
        } else if (text.length() > 0 && text.array()[0] == '/') {
            fromPath(0);
        }
    }

    private void fromPath(int pathAt) {
        int end = text.length();
        int queryAt = firstOf(pathAt, end, '?', '#', '#');
        int fragmentAt = firstOf(queryAt, end, '#', '#', '#');
        path.reach(pathAt, queryAt);
        query.reach(Math.min(queryAt + 1, fragmentAt), fragmentAt);
        fragment.reach(Math.min(fragmentAt + 1, end), end);
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
        int number = 0;
        while (digits < end && bytes[digits] >= '0' && bytes[digits] <= '9') {
            number = number * 10 + bytes[digits] - '0';
            digits++;
        }
        boolean hasPort = colon >= start && digits == end && end - colon > 1 && end - colon < 7;
        int domainEnd = hasPort ? colon : end;
        if (hasPort && number <= HIGHEST_PORT) {
            int first = colon + 1;
            while (first < end - 1 && bytes[first] == '0') {
                first++;
            }
            port.reach(first, end);
        }
        boolean brackets = domainEnd - start > 2 && bytes[start] == '[' && bytes[domainEnd - 1] == ']';
        domain.reach(brackets ? start + 1 : start, brackets ? domainEnd - 1 : domainEnd);
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
