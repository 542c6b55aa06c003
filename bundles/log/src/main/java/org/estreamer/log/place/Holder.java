package org.estreamer.log.place;

import java.util.Map;
import java.util.TreeMap;
import org.estreamer.pipeline.log.LogStart;

/** A plugin with its places. Guarded by {@link Places}. */
final class Holder {
    final String plugin;
    final LogStart start;
    final Map<String, Place> places = new TreeMap<>();

    /** How many readers it has. */
    int readers;

    boolean mayLose;

    /** When it was here last, or when this process began, in nanoseconds of the machine's own clock. */
    long hereAt;

    Holder(String plugin, LogStart start, long now) {
        this.plugin = plugin;
        this.start = start;
        this.hereAt = now;
    }

    /** Whether it is a plugin, and not a reader of our own. */
    static boolean isPlugin(String name) {
        return !name.startsWith(".");
    }
}
