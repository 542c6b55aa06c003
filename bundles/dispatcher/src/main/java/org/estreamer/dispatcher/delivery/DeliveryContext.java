package org.estreamer.dispatcher.delivery;

import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.estreamer.dispatcher.deadletter.DeadLetterFolders;
import org.estreamer.dispatcher.replay.Replays;
import org.estreamer.pipeline.log.EventLog;
import org.estreamer.pipeline.metadata.Metadata;
import org.estreamer.pipeline.metadata.NameResolver;

/**
 * What all plugins have in common.
 *
 * @param log      where records come from
 * @param metadata what a newcomer needs of the time before it
 * @param letters  where records go that a plugin fails on
 * @param replays  who gets records again
 * @param names    what the ids of records are called
 * @param settings what the operator has set
 * @param clock    the time of day, for people
 * @param nanoTime the time that passes, in nanoseconds
 */
public record DeliveryContext(
        EventLog log,
        Metadata metadata,
        DeadLetterFolders letters,
        Replays replays,
        NameResolver names,
        DeliverySettings settings,
        InstantSource clock,
        LongSupplier nanoTime) {

    /** On this machine's clocks. */
    public static DeliveryContext of(
            EventLog log,
            Metadata metadata,
            DeadLetterFolders letters,
            Replays replays,
            NameResolver names,
            DeliverySettings settings) {
        return new DeliveryContext(
                log, metadata, letters, replays, names, settings, InstantSource.system(), System::nanoTime);
    }
}
