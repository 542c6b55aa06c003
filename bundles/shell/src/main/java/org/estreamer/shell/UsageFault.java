package org.estreamer.shell;

/** A command line that cannot be carried out. The message says what is wrong with it. */
final class UsageFault extends Exception {
    private static final long serialVersionUID = 1L;

    UsageFault(String message) {
        super(message);
    }
}
