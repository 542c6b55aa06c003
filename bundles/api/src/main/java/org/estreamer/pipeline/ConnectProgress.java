package org.estreamer.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.osgi.annotation.versioning.ConsumerType;

/** Hears of the steps of a connection as they succeed. */
@ConsumerType
@FunctionalInterface
public interface ConnectProgress {
    /** Stands in a detail before what an operator should mend soon, although the step succeeded. */
    String WARNING = "WARNING: ";

    /** Hears nothing. */
    ConnectProgress NONE = (step, detail) -> {};

    /**
     * A step succeeded.
     *
     * @param step   the step
     * @param detail what was found, for an operator: an address, a certificate's subject and expiry; with
     *               {@link #WARNING} where it is not as it should be
     */
    void succeeded(ConnectStep step, String detail);

    /**
     * Makes a detail.
     *
     * @param found    what was found
     * @param warnings what is not as it should be; may be empty
     * @return the one with a {@link #WARNING} before each of the others
     */
    static String detail(String found, List<String> warnings) {
        StringBuilder detail = new StringBuilder(found);
        warnings.forEach(warning -> detail.append(", ").append(WARNING).append(warning));
        return detail.toString();
    }

    /**
     * Takes the warnings off a detail.
     *
     * @param detail what {@link #detail} has made
     * @return what was found
     */
    static String found(String detail) {
        return detail.split(Pattern.quote(", " + WARNING), 2)[0];
    }

    /**
     * Takes the warnings out of a detail.
     *
     * @param detail what {@link #detail} has made
     * @return the warnings; empty if everything is as it should be
     */
    static List<String> warnings(String detail) {
        return Arrays.stream(detail.split(Pattern.quote(", " + WARNING)))
                .skip(1)
                .toList();
    }
}
