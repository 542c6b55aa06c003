package org.estreamer.pipeline;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Hands records to plugins. */
@ProviderType
public interface Dispatcher {
    /**
     * Starts a connection's stream of records. What the plugins have finished of this server's records is known from
     * here on; what the server repeats is left out by digest.
     *
     * @param server  the name of the session
     * @param restart called, from any thread, when a plugin has come that needs older records than the stream began
     *                with: the session then connects anew
     * @return the stream, to be closed with the connection
     * @throws InterruptedException if the thread was interrupted while waiting for plugins that are expected to come
     */
    RecordStream open(String server, Runnable restart) throws InterruptedException;

    /**
     * Every plugin that is there, refused ones included.
     *
     * @return the plugins in the order they came
     */
    List<PluginStatus> plugins();

    /**
     * Lets a plugin back in that was {@link PluginStatus.State#QUARANTINED}. It goes on from its position.
     *
     * @param plugin its name in the plugin list
     * @return false if no plugin of that name is quarantined, or it still has not come back from its last call
     */
    boolean readmit(String plugin);
}
