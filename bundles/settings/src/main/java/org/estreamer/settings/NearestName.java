package org.estreamer.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody meant who misspelt it. */
public final class NearestName {
    private NearestName() {}

    /**
     * The valid name with the fewest letters to change, if that is few enough to be a slip of the pen.
     *
     * @param word  what was written
     * @param names the valid names
     * @return the nearest name; empty if none is near
     */
    public static Optional<String> of(String word, Collection<String> names) {
        int most = Math.max(1, word.length() / 3);
        return names.stream()
                .filter(name -> distance(word, name) <= most || startsAlike(word, name))
                .min(Comparator.comparingInt(name -> distance(word, name)));
    }

    /**
     * Says what a misspelt name should have been.
     *
     * @param word  what was written
     * @param names the valid names
     * @return a clause that suggests the nearest name and lists the valid ones
     */
    public static String advice(String word, Collection<String> names) {
        String suggestion =
                of(word, names).map(name -> "did you mean " + name + "? ").orElse("");
        return suggestion + "Valid: " + String.join(", ", names);
    }

    /** {@code INTRUSION} for {@code INTRUSION_EVENTS} is further than a slip, and yet plain. */
    private static boolean startsAlike(String word, String name) {
        return word.length() >= 3 && fold(name).startsWith(fold(word));
    }

    /** The edit distance in which swapping two neighbours counts as one change. */
    private static int distance(String left, String right) {
        String from = fold(left);
        String to = fold(right);
        int[][] steps = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : step(steps, from, to, i, j);
            }
        }
        return steps[from.length()][to.length()];
    }

    private static int step(int[][] steps, String from, String to, int i, int j) {
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int least = Math.min(steps[i - 1][j - 1] + change, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
