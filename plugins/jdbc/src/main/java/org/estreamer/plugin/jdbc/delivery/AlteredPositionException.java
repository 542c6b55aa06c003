package org.estreamer.plugin.jdbc.delivery;

import org.estreamer.plugin.UnavailableException;

/**
 * The position in the database is not the one that this plugin has written last: nothing may be written on top of it. It makes no
 * record a dead letter, as the records are not what is wrong.
 */
final class AlteredPositionException extends UnavailableException {
    private static final long serialVersionUID = 1L;

    private AlteredPositionException(String message) {
        super(message);
    }

    /** Another position stands there. */
    static AlteredPositionException changed(Object database, String server) {
        return new AlteredPositionException(where(database, server)
                + " was changed by someone else: another plugin or runtime that writes the same tables, or by hand. Nothing"
                + " more is written. Give each plugin and each runtime tables of its own, then restart the plugin: it goes on"
                + " from the position that is there then");
    }

    /** None stands there any more, and it is not known whether the commit before was done. */
    static AlteredPositionException lost(Object database, String server) {
        return new AlteredPositionException(where(database, server)
                + " is gone, and the last commit was not answered, so that only that row could tell whether its rows are"
                + " there. Nothing more is written. Put the row back and restart the plugin; restarted without it, the plugin"
                + " begins anew with all that the log has");
    }

    private static String where(Object database, String server) {
        return database + ": the position of server " + server + " in table " + Positions.TABLE;
    }
}
