package org.estreamer.log.place;

import java.time.Duration;
import java.time.Instant;

/** A log, as far as places in it go. */
public interface PlacedLog {
    /** The name of the session. */
    String server();

    /** The log's id. */
    long id();

    /** The epoch of the numbers at its end. */
    int epoch();

    /** The number of its oldest record. */
    long oldest();

    /** The number that the next record gets. */
    long end();

    /** The number of the first record that arrived at a moment or later. */
    long numberAt(Instant arrival);

    /** The number of the first record that arrived so long before the newest one, or later. */
    long numberSince(Duration beforeTheNewest);
}
