package org.estreamer.codec;

/** Keeps the first thing that was found wrong. */
interface FaultNote {
    /**
     * Something is wrong.
     *
     * @param what a sentence for an operator
     * @param at   the position in the buffer
     */
    void note(String what, int at);
}
