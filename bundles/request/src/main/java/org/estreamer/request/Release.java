package org.estreamer.request;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of the server's software.
 *
 * @param major       4 to 7
 * @param minor       0 or more; {@link #ANY} where the release was given as {@code 7.x}
 * @param maintenance 0 or more
 */
record Release(int major, int minor, int maintenance) implements Comparable<Release> {
    /** Stands for whatever number is the last. */
    private static final int ANY = Integer.MAX_VALUE;

    private static final Pattern NOTATION =
            Pattern.compile("(\\d{1,4})(?:\\.(\\d{1,4}|[xX]))?(?:\\.(\\d{1,4}|[xX]))?(?:\\.(?:\\d{1,9}|[xX]))*");

    /** The first release whose event versions are known. */
    static final Release FIRST = new Release(4, 9, 0);

    /** The last of the releases whose event versions are known. */
    static final Release NEWEST = new Release(7, ANY, ANY);

    static Release parse(String setting, String text) {
        Matcher parts = NOTATION.matcher(text.strip());
        if (!parts.matches()) {
            throw new RequestException(
                    setting,
                    "\"" + text + "\" is not a release; write it as 5.3.1, 6.2.3, 7.4 or 7.x, or leave it out");
        }
        int minor = number(parts.group(2), 0);
        Release release = new Release(number(parts.group(1), 0), minor, minor == ANY ? ANY : number(parts.group(3), 0));
        if (release.compareTo(FIRST) < 0 || release.compareTo(NEWEST) > 0) {
            throw new RequestException(
                    setting,
                    "release " + text + " is out of range; known are 4.9 to 7.x. Leave it out to ask for the newest"
                            + " versions");
        }
        return release;
    }

    private static int number(String digits, int absent) {
        if (digits == null) {
            return absent;
        }
        return digits.equalsIgnoreCase("x") ? ANY : Integer.parseInt(digits);
    }

    @Override
    public int compareTo(Release other) {
        int order = Integer.compare(major, other.major);
        order = order != 0 ? order : Integer.compare(minor, other.minor);
        return order != 0 ? order : Integer.compare(maintenance, other.maintenance);
    }

    @Override
    public String toString() {
        return major + "." + (minor == ANY ? "x" : minor) + (maintenance == 0 || minor == ANY ? "" : tail());
    }

    private String tail() {
        return "." + (maintenance == ANY ? "x" : maintenance);
    }
}
