package org.estreamer.log.place;

/**
 * What somebody needs of a log.
 *
 * @param plugin  the plugin's name
 * @param number  the first record that it has not finished
 * @param here    whether it reads
 * @param mayLose whether it loses the oldest records rather than hold the server back: because it says so, or because it is away
 * @param lost    how many records it has lost since this process began
 */
public record Need(String plugin, long number, boolean here, boolean mayLose, long lost) {
    /** Whether it is a plugin, and not a reader of our own. */
    public boolean isPlugin() {
        return Holder.isPlugin(plugin);
    }
}
