package org.estreamer.settings;

import java.util.regex.Pattern;

/**
 * Makes text of others harmless for logs, lists and terminals: what a server, a certificate, a plugin or a file name says. Such text
 * can forge a line of a log, move a terminal's cursor, turn the reading direction, or not be seen at all.
 */
public final class PlainText {
    /** So many characters are enough for a sentence and keep a line readable. */
    public static final int USUAL_LENGTH = 500;

    private static final String CUT = "...";

    private static final Pattern BREAKS = Pattern.compile("[\\t-\\r\\x85\\p{Zl}\\p{Zp}]+");

    /**
     * Unicode's categories of what is no text: control, format (with the marks that turn the reading direction), line and paragraph
     * separators, halves of characters, private and unassigned ones.
     */
    private static final Pattern NO_TEXT = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Co}\\p{Cn}]+");

    private PlainText() {}

    /**
     * Makes text fit for a line of a log or a cell of a list.
     *
     * @param foreign any text; null counts as "null"
     * @return one line of at most {@link #USUAL_LENGTH} characters; a line break is a blank, and what is no text a question mark
     */
    public static String line(String foreign) {
        return line(foreign, USUAL_LENGTH);
    }

    /**
     * Makes text fit for a line of a log or a cell of a list.
     *
     * @param foreign any text; null counts as "null"
     * @param most    how many characters may stay, 1 or more; what is longer ends with {@code ...} behind them
     * @return one line; a line break is a blank, and what is no text a question mark
     */
    public static String line(String foreign, int most) {
        String given = String.valueOf(foreign);
        // a server may say much: what is far behind the end is not worth looking at
        String near = given.length() <= 8L * most ? given : given.substring(0, 8 * most);
        String oneLine = BREAKS.matcher(near).replaceAll(" ");
        String plain = NO_TEXT.matcher(oneLine).replaceAll("?").stripTrailing();
        if (plain.length() <= most) {
            return near.length() == given.length() ? plain : plain + CUT;
        }
        int end = Character.isHighSurrogate(plain.charAt(most - 1)) ? most - 1 : most;
        return plain.substring(0, end) + CUT;
    }
}
