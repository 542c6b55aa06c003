package org.estreamer.dispatcher.delivery;

import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.estreamer.pipeline.EventLog;
import org.estreamer.pipeline.Metadata;

/**
 * What all plugins have in common.
 *
 * @param log      where records come from
 * @param metadata what a newcomer needs of the time before it
 * @param settings what the operator has set
 * @param clock    the time of day, for people
 * @param nanoTime the time that passes, in nanoseconds
 */
public record DeliveryContext(
        EventLog log, Metadata metadata, DeliverySettings settings, InstantSource clock, LongSupplier nanoTime) {

    /** On this machine's clocks. */
    public static DeliveryContext of(EventLog log, Metadata metadata, DeliverySettings settings) {
        return new DeliveryContext(log, metadata, settings, InstantSource.system(), System::nanoTime);
    }
}
