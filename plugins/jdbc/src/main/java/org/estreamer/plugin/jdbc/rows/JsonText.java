package org.estreamer.plugin.jdbc.rows;

/** Puts JSON together from left to right. */
final class JsonText {
    private final StringBuilder out = new StringBuilder();

    JsonText member(String name) {
        return item().text(name).raw(":");
    }

    /** Separates what comes from what was there, if need be. */
    JsonText item() {
        if (!out.isEmpty() && "{[:".indexOf(out.charAt(out.length() - 1)) < 0) {
            out.append(',');
        }
        return this;
    }

    JsonText raw(String text) {
        out.append(text);
        return this;
    }

    JsonText text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
        return this;
    }

    /** Gives out what is there, and starts anew. */
    String take() {
        String text = out.toString();
        out.setLength(0);
        return text;
    }
}
