package org.estreamer.codec.record;

import org.estreamer.codec.layout.FaultNote;
import org.estreamer.record.Fault;

/** Keeps the first thing that was found wrong. */
final class FirstFault implements FaultNote {
    private final int origin;
    private Fault fault;

    /**
     * Makes one.
     *
     * @param origin  what positions count from
     * @param already what has been found before; null for nothing
     */
    FirstFault(int origin, Fault already) {
        this.origin = origin;
        this.fault = already;
    }

    @Override
    public void note(String what, int at) {
        if (fault == null) {
            fault = new Fault(what, at - origin);
        }
    }

    /** Null for nothing. */
    Fault fault() {
        return fault;
    }
}
