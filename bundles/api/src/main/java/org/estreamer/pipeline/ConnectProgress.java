package org.estreamer.pipeline;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears of the steps of a connection as they succeed. */
@ConsumerType
@FunctionalInterface
public interface ConnectProgress {
    /** Hears nothing. */
    ConnectProgress NONE = (step, detail) -> {};

    /**
     * A step succeeded.
     *
     * @param step   the step
     * @param detail what was found, for an operator: an address, a certificate's subject and expiry
     */
    void succeeded(ConnectStep step, String detail);
}
