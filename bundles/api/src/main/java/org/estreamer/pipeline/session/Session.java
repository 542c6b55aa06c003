package org.estreamer.pipeline.session;

import org.estreamer.pipeline.transport.Endpoint;
import org.osgi.annotation.versioning.ProviderType;

/** A configured server and the connection to it; one service per configuration. */
@ProviderType
public interface Session {
    /**
     * How it stands.
     *
     * @return a snapshot
     */
    SessionStatus status();

    /**
     * Tries the configured server step by step on a connection of its own, without touching the running one.
     *
     * @param report told of every step as it ends
     * @return true if every step succeeded
     */
    boolean check(CheckReport report);

    /**
     * Where the server is, for tools that look at its certificate.
     *
     * @return the endpoint, or null where the configuration is too wrong to name one
     */
    Endpoint endpoint();
}
