package org.estreamer.log.resume;

import java.nio.file.Path;

/**
 * A segment as it stood when a connection began, with what is known of it without reading it.
 *
 * @param path   its file
 * @param end    the number behind the last of its records that count
 * @param oldest the oldest archival second in it; 0 for none
 * @param newest the newest archival second in it; 0 for none, {@link #ANY} where only the batches say so
 */
public record LoggedSegment(Path path, long end, long oldest, long newest) {
    /** The newest second of a segment of which nobody has said when it is from. */
    public static final long ANY = Long.MAX_VALUE;
}
