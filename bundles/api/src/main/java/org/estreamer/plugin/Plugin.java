package org.estreamer.plugin;

import org.estreamer.record.Record;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Receives records. Register it as an OSGi service with the service properties {@code description}, {@code author} and
 * {@code version} (see {@link PluginInfo}); without them it is refused and the plugin list says why.
 *
 * <p>The dispatcher calls a plugin from one thread of its own, never from two at once. A plugin may take its time: once
 * its queue is full the server is held back, and so the others get no records earlier than it can take them; one that hangs
 * delays nobody. What it throws is counted and logged, and the next record follows.
 */
@ConsumerType
public interface Plugin {
    /**
     * Takes one record. Not called if the service property {@code callback} names another public method with one
     * parameter of type {@link Record}.
     *
     * @param record the record; may be kept
     * @throws UnavailableException if the plugin cannot take records for now: the same record is offered again
     * @throws Exception            counted as a failure of the plugin for this record
     */
    void onRecord(Record record) throws Exception;

    /**
     * Called on the plugin's thread whenever its queue has run empty: the moment to flush buffers.
     *
     * @throws UnavailableException if the plugin cannot do it for now: it is called again
     * @throws Exception            counted as a failure of the plugin
     */
    default void onIdle() throws Exception {}
}
