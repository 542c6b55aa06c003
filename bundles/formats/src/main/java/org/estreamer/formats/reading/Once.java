package org.estreamer.formats.reading;

/** Tells whether a value of a record is asked for again, so that what is made of it is made once. */
public final class Once {
    private long reading = -1;
    private int entry;

    /** Whether it is another one than the last time. */
    public boolean isNew(Reading of, int wanted) {
        if (reading == of.number() && entry == wanted) {
            return false;
        }
        reading = of.number();
        entry = wanted;
        return true;
    }
}
