package org.estreamer.pipeline.delivery;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estreamer.pipeline.log.LogSpan;
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
     * What keeps a plugin with such a configuration from its records. It need not be here.
     *
     * @param bundle   the id of the bundle that it is in, which need not be started
     * @param settings the configuration's properties
     * @return what is wrong, a clause each, with the name of the configuration's file; empty where nothing is
     */
    List<String> objections(long bundle, Map<String, ?> settings);

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

    /**
     * Gives a plugin records again that it has had, beside its live stream. No position moves. A plugin whose delivery is
     * exactly once holds these records twice then. It goes on after a restart; after a crash, with what the plugin had
     * persisted last, a second's worth earlier.
     *
     * @param plugin its name in the plugin list
     * @param span   which records of all logs; what arrives from now on is left to the live stream
     * @throws IllegalArgumentException if no such plugin is at work, or it has a replay already; the message says what to do
     * @throws IOException              if it cannot be noted on the disk, so that it would not survive a restart
     */
    void replay(String plugin, LogSpan span) throws IOException;

    /**
     * Ends a replay. What the plugin was given stays with it.
     *
     * @param plugin the plugin's name
     * @return false if it has none
     * @throws IOException if its note cannot be deleted, so that it would go on after a restart
     */
    boolean cancelReplay(String plugin) throws IOException;

    /**
     * What is wrong with the dispatcher's own settings.
     *
     * @return a sentence each, for an operator, with the file and what counts until it is corrected
     */
    default List<String> faults() {
        return List.of();
    }

    /**
     * The replays that are under way, and the last one of each plugin that has ended since this process began.
     *
     * @return by the names of the plugins
     */
    List<ReplayStatus> replays();
}
