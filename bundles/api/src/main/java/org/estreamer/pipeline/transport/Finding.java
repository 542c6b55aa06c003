package org.estreamer.pipeline.transport;

import java.util.List;

/**
 * What a step found that succeeded, for an operator.
 *
 * @param text     an address, a certificate's subject and expiry
 * @param warnings what is not as it should be and is to be mended soon; empty if there is nothing
 */
public record Finding(String text, List<String> warnings) {
    /** Everything is as it should be. */
    public Finding(String text) {
        this(text, List.of());
    }

    /** Copies the warnings. */
    public Finding {
        warnings = List.copyOf(warnings);
    }

    /** The text, and each warning behind it: {@code TEXT, WARNING: ONE, WARNING: ANOTHER}. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(text);
        warnings.forEach(warning -> line.append(", WARNING: ").append(warning));
        return line.toString();
    }
}
