package org.estreamer.pipeline;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Hands the records of the logs to plugins, to each at its own pace. */
@ProviderType
public interface Dispatcher {
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

    /**
     * The records that a plugin has failed on.
     *
     * @param plugin its name, in the plugin list or of one that was here once
     * @return empty if neither the plugin nor dead letters of it are here
     */
    Optional<DeadLetters> deadLetters(String plugin);
}
