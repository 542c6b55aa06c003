package org.estreamer.plugin;

/**
 * Thrown by a plugin whose destination takes nothing for now: a database that is down, a disk that is full.
 *
 * <p>Thrown from {@link Plugin#onRecord} it says that the record was not taken. The dispatcher offers the same record
 * again, after pauses that grow to 15 seconds, until it is taken or the plugin is removed. That is no failure of the
 * plugin: it is shown as waiting, with the message, and goes on by itself. Other plugins are not held back meanwhile. So a
 * plugin need not wait inside a call.
 */
public class UnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what takes nothing and why, for the operator: one sentence with the file's or the database's name
     */
    public UnavailableException(String message) {
        super(message);
    }

    /**
     * Makes one with a cause.
     *
     * @param message what takes nothing and why, for the operator: one sentence with the file's or the database's name
     * @param cause   what was thrown
     */
    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
