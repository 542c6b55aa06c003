package org.estreamer.codec.layout;

/** Hears of what is found wrong. */
public interface FaultNote {
    /** For bytes in which nothing is wrong. */
    FaultNote NONE = (what, at) -> {};

    /**
     * Something is wrong.
     *
     * @param what a sentence for an operator
     * @param at   the position in the buffer
     */
    void note(String what, int at);
}
