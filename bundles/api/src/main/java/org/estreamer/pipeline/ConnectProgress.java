package org.estreamer.pipeline;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears of the steps of a connection as they succeed. */
@ConsumerType
@FunctionalInterface
public interface ConnectProgress {
    /** Stands in a detail before what an operator should mend soon, although the step succeeded. */
    String WARNING = "WARNING: ";

    /** Hears nothing. */
    ConnectProgress NONE = (step, detail) -> {};

    /**
     * A step succeeded.
     *
     * @param step   the step
     * @param detail what was found, for an operator: an address, a certificate's subject and expiry; with
     *               {@link #WARNING} where it is not as it should be
     */
    void succeeded(ConnectStep step, String detail);
}
