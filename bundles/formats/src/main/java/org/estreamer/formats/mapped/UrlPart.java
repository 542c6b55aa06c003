package org.estreamer.formats.mapped;

import org.estreamer.formats.bytes.ByteBuilder;

/**
 * A piece of a URL. Only one of the form below has pieces; what else a browser would make of it is not guessed at.
 *
 * <pre>
 *   https  ://  portal.example.test  :  8443  /login.html  ?  next=home  #  top
 *   SCHEME      DOMAIN                  PORT  PATH            QUERY         FRAGMENT
 * </pre>
 */
enum UrlPart implements Derived.Change {
    SCHEME,
    DOMAIN,
    PORT,
    PATH,
    QUERY,
    FRAGMENT;

    @Override
    public Kind change(Kind kind, ByteBuilder value, int from) {
        int end = value.length();
        int scheme = schemeEnd(value, from);
        if (scheme < 0) {
            return Kind.NONE;
        }
        int host = scheme + 3;
        int path = firstOf(value, host, end, '/', '?', '#');
        int query = firstOf(value, path, end, '?', '#', '#');
        int fragment = firstOf(value, query, end, '#', '#', '#');
        int at = lastOf(value, host, path, '@') + 1;
        int start = Math.max(host, at);
        int port = portStart(value, start, path);
        return switch (this) {
            case SCHEME -> Changes.keep(value, from, from, scheme);
            case DOMAIN -> domain(value, from, start, port < 0 ? path : port);
            case PORT -> port < 0 ? Kind.NONE : port(value, from, port + 1, path);
            case PATH -> Changes.keep(value, from, path, query);
            case QUERY -> Changes.keep(value, from, Math.min(query + 1, fragment), fragment);
            case FRAGMENT -> Changes.keep(value, from, Math.min(fragment + 1, end), end);
        };
    }

    private static int schemeEnd(ByteBuilder value, int from) {
        byte[] bytes = value.array();
        int at = from;
        while (at < value.length() && Character.isLetterOrDigit(bytes[at])) {
            at++;
        }
        boolean follows = at > from
                && at + 3 < value.length()
                && bytes[at] == ':'
                && bytes[at + 1] == '/'
                && bytes[at + 2] == '/';
        return follows ? at : -1;
    }

    /** An IPv6 address comes without its brackets, as the field takes it. */
    private static Kind domain(ByteBuilder value, int from, int start, int end) {
        boolean brackets = end - start > 2 && value.array()[start] == '[' && value.array()[end - 1] == ']';
        return brackets ? Changes.keep(value, from, start + 1, end - 1) : Changes.keep(value, from, start, end);
    }

    private static Kind port(ByteBuilder value, int from, int start, int end) {
        int port = 0;
        for (int at = start; at < end; at++) {
            port = port * 10 + value.array()[at] - '0';
        }
        value.cut(from);
        value.unsigned(port);
        return port <= 0xFFFF ? Kind.NUMBER : Kind.NONE;
    }

    /** Where a colon stands with one to five digits behind it; below 0 for nowhere. */
    private static int portStart(ByteBuilder value, int start, int end) {
        int colon = lastOf(value, start, end, ':');
        if (colon < start || end - colon < 2 || end - colon > 6) {
            return -1;
        }
        for (int at = colon + 1; at < end; at++) {
            if (value.array()[at] < '0' || value.array()[at] > '9') {
                return -1;
            }
        }
        return colon;
    }

    private static int firstOf(ByteBuilder value, int start, int end, char one, char two, char three) {
        byte[] bytes = value.array();
        int at = start;
        while (at < end && bytes[at] != one && bytes[at] != two && bytes[at] != three) {
            at++;
        }
        return at;
    }

    private static int lastOf(ByteBuilder value, int start, int end, char wanted) {
        int at = end - 1;
        while (at >= start && value.array()[at] != wanted) {
            at--;
        }
        return at;
    }
}
