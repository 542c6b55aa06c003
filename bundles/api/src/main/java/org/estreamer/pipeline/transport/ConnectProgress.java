package org.estreamer.pipeline.transport;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears of the steps of a connection as they succeed. */
@ConsumerType
@FunctionalInterface
public interface ConnectProgress {
    /** Hears nothing. */
    ConnectProgress NONE = (step, finding) -> {};

    /**
     * A step succeeded.
     *
     * @param step    the step
     * @param finding what was found
     */
    void succeeded(ConnectStep step, Finding finding);
}
