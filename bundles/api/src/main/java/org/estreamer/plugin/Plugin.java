package org.estreamer.plugin;

import org.estreamer.record.Record;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Receives records. Register it as an OSGi service with the service properties {@code description}, {@code author} and
 * {@code version} (see {@link PluginInfo}); without them it is refused and the plugin list says why.
 *
 * <p>The dispatcher calls a plugin from one thread of its own, never from two at once. A plugin may take its time: it reads
 * the log at its own pace and delays nobody, as long as the log has room for what it has not finished. A record at which it
 * throws is kept with the reason as a dead letter, from which an operator can offer it again, and the next record follows.
 * Too many failures in a row put the plugin into quarantine.
 */
@ConsumerType
public interface Plugin {
    /**
     * Takes one record. Not called if the service property {@code callback} names another public method with one
     * parameter of type {@link Record}.
     *
     * @param record the record; may be kept
     * @throws UnavailableException if the plugin cannot take records for now: the same record is offered again
     * @throws Exception            counted as a failure of the plugin for this record, which becomes a dead letter; the
     *                              message is what the operator gets to see
     */
    void onRecord(Record record) throws Exception;

    /**
     * Called on the plugin's thread whenever it has taken all that the log has, and again every second or so while nothing
     * comes: the moment to flush buffers, and to do what is due by time.
     *
     * @throws UnavailableException if the plugin cannot do it for now: it is called again
     * @throws Exception            counted as a failure of the plugin
     */
    default void onIdle() throws Exception {}
}
