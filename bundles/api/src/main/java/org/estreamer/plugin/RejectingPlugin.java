package org.estreamer.plugin;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A durable plugin that may learn only while it persists that its destination refuses some records, as where a database is given
 * many rows at once and refuses one of them. Without this the plugin could only drop such a record or stop at it for ever.
 *
 * <pre>
 *   dispatcher                        plugin
 *   onRecord(r1) ... onRecord(r500)   keeps them, or sends them to the destination, and commits nothing
 *   persist(positions)                the destination refuses r7: throws RejectedRecordsException(r7)
 *       r7 becomes a dead letter, on the disk
 *   persist(positions)                commits the other 499 together with the positions
 * </pre>
 *
 * <p>So the order keeps every record: a crash between the two calls takes the plugin back to its position before, the dead
 * letter goes, and r7 is given and refused once more.
 *
 * <p>The dispatcher remembers which records it has given since the last call that succeeded, to know the numbers of refused
 * ones. That costs memory as long as the plugin takes records and does not persist them, which such a plugin does anyway.
 */
@ConsumerType
public interface RejectingPlugin extends DurablePlugin {
    /**
     * As for any {@link DurablePlugin}; but records may be rejected. Then nothing is to be persisted yet: the rejected records
     * are to be forgotten, the others kept, and the call is repeated with the same positions once the rejected records are
     * safe. The positions may be empty, where nothing but dead letters was offered.
     *
     * @throws RejectedRecordsException if the destination refuses records given since the last call that succeeded: each of them
     *                                  once
     */
    @Override
    void persist(Map<String, byte[]> positions) throws Exception;
}
