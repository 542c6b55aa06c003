package org.estreamer.plugin;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A plugin that keeps its positions itself, together with its output, so that the two can never disagree and no record
 * is lost or doubled across a cut, a restart or a kill.
 *
 * <p>A position is opaque bytes. Both methods are called on the plugin's thread, between records.
 */
@ConsumerType
public interface DurablePlugin extends Plugin {
    /**
     * Makes everything delivered so far durable along with the position, in one step: both or neither survive a crash.
     *
     * @param server   the name of the session
     * @param position what the plugin has finished of that server's records
     * @throws Exception if it could not; it is tried again later, and the plugin gets no acknowledgement meanwhile
     */
    void persist(String server, byte[] position) throws Exception;

    /**
     * Gives back the position of the last {@link #persist} that succeeded, and forgets output made after it. Called
     * before the first record of a server after a start.
     *
     * @param server the name of the session
     * @return the position, or empty if the plugin has none for this server
     * @throws Exception if the state cannot be read; the plugin then gets no records of this server
     */
    Optional<byte[]> resume(String server) throws Exception;
}
