package org.estreamer.simulator.history;

/**
 * When the server gives access control rules and users other names: as soon as one connection has come to a record. From
 * then on every connection gets the new names. Safe for several threads.
 */
public final class Renaming {
    private final long from;
    private volatile boolean done;

    /**
     * Makes one that is still to come.
     *
     * @param from the number of the first record with other names
     */
    public Renaming(long from) {
        this.from = from;
    }

    /** Whether names are the new ones for a connection that has come to a record. */
    public boolean isDoneAt(long number) {
        if (number >= from) {
            done = true;
        }
        return done;
    }

    public boolean isDone() {
        return done;
    }
}
