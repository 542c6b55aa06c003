package org.estreamer.plugin;

import java.io.IOException;

/**
 * Thrown by a {@link DurablePlugin} that cannot vouch for what it has written since its last {@link DurablePlugin#persist}
 * that succeeded: the disk may have lost some of it and would not say so when asked again.
 *
 * <p>The dispatcher then takes the plugin back to that position: it asks for it with {@link DurablePlugin#resume}, at which
 * the plugin forgets what came after, and gives it those records again from the log. Records are neither lost nor doubled,
 * and other plugins notice nothing.
 */
public class LostOutputException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what may be lost and why, for the operator: one sentence with the file's or the database's name
     * @param cause   what was thrown
     */
    public LostOutputException(String message, Throwable cause) {
        super(message, cause);
    }
}
