package org.estreamer.pipeline.delivery;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Knows the jars in the plugin folders: those that run, and those that do not, with the reason. */
@ProviderType
public interface PluginFolder {
    /**
     * Every jar that lies in a plugin folder and has been looked at.
     *
     * @return the jars by file name; never waits for a plugin
     */
    List<PluginFile> files();

    /**
     * Whether the folders have been looked at since the process began.
     *
     * @return false while it is too early to say what is there
     */
    default boolean looked() {
        return true;
    }
}
