package org.estreamer.pipeline.delivery;

/**
 * A jar in a plugin folder.
 *
 * @param file         the file's absolute name
 * @param symbolicName the symbolic name of the bundle that is installed from it, or of the bundle it holds; empty if
 *                     it holds none
 * @param version      that bundle's version; empty if there is none
 * @param state        where it stands
 * @param reason       why it is refused or does not start, and what to do; for a running bundle, why the file's newer
 *                     content is refused; empty if there is nothing to say
 */
public record PluginFile(String file, String symbolicName, String version, State state, String reason) {

    /** Where a jar stands. */
    public enum State {
        /** Its bundle is started. */
        RUNNING,
        /** Its bundle is installed but not started, or the file could not be read yet. It is tried again. */
        WAITING,
        /** It is not installed, and will not be until the file, what stands in its way, or a setting changes. */
        REFUSED
    }
}
