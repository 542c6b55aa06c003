package org.estreamer.plugin.jdbc.delivery;

import java.io.IOException;

/** Someone else writes positions of the same tables. */
final class SecondWriterException extends IOException {
    private static final long serialVersionUID = 1L;

    SecondWriterException(Object database) {
        super(database + ": someone else has written positions of the same tables. Give each plugin and each runtime"
                + " tables of its own, then restart the plugin");
    }
}
