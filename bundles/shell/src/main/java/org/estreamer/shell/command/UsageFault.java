package org.estreamer.shell.command;

/** A command line that cannot be carried out. The message says what is wrong with it. */
public final class UsageFault extends Exception {
    private static final long serialVersionUID = 1L;

    public UsageFault(String message) {
        super(message);
    }
}
