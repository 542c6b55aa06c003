package org.estreamer.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What can be measured. */
enum Mode {
    /** TLS read, discard, acknowledge. */
    DRAIN,
    /** The distribution with a plugin that only counts. */
    NOOP,
    /** The distribution with the plugin {@code file}, which writes JSON. */
    FILE,
    /** The distribution with a plugin that comes back when the server is gone. */
    CATCHUP;

    static List<Mode> list(String names) {
        return Arrays.stream(names.split(","))
                .map(name -> valueOf(name.strip().toUpperCase(Locale.ROOT)))
                .toList();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
