package org.estreamer.plugin;

import java.util.Map;
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
     * Makes everything delivered so far durable along with the positions, in one step: both or neither survive a crash.
     *
     * @param positions what the plugin has finished, by the name of the session: every server of which something was
     *                  finished since the last call that succeeded; the positions of the others stay as they are. Empty
     *                  where it was given nothing but dead letters or a replay
     * @throws LostOutputException if it will never be able to; the plugin is taken back to its positions
     * @throws Exception           if it could not; it is tried again later, and the plugin's positions stay where they are
     */
    void persist(Map<String, byte[]> positions) throws Exception;

    /**
     * Gives back the position of the last {@link #persist} that succeeded. Called for a server before its first record.
     * Output made after that {@link #persist} is to be forgotten: there is none unless the plugin has just started, or
     * is taken back to its positions, as after its quarantine or a {@link LostOutputException}. Where it has taken records
     * of another server meanwhile, they were persisted just before this call.
     *
     * @param server the name of the session
     * @return the position, or empty if the plugin has none for this server
     * @throws Exception if the state cannot be read; the plugin then gets no records of this server
     */
    Optional<byte[]> resume(String server) throws Exception;
}
