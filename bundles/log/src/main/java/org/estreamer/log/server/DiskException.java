package org.estreamer.log.server;

import java.io.IOException;

/** The disk does not take or give something for now. It is tried again. */
final class DiskException extends IOException {
    private static final long serialVersionUID = 1L;

    DiskException(String message, IOException cause) {
        super(message, cause);
    }
}
