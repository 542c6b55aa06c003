package org.estreamer.dispatcher;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an operator may set. */
@ObjectClassDefinition(
        name = "eStreamer dispatcher",
        description = "How records are handed to plugins, and what happens to a plugin that misbehaves")
@interface DispatcherConfiguration {
    @AttributeDefinition(
            name = "Queue size (records)",
            description =
                    "How many records may wait for one plugin, 1 to 16777216. Full queues hold back the server, or"
                            + " leave records out for a plugin with overflow=drop")
    int queueRecords() default 65_536;

    @AttributeDefinition(
            name = "Queue size (megabytes)",
            description = "How many megabytes of records may wait for one plugin, 1 to 65536: full as above")
    int queueMegabytes() default 32;

    @AttributeDefinition(
            name = "Stuck after (seconds)",
            description = "A plugin that has not come back from one call for so long is shown as stuck and no longer"
                    + " holds back the server, 1 to 86400")
    int stuckSeconds() default 30;

    @AttributeDefinition(
            name = "Quarantine after (failures)",
            description = "So many failures in a row put a plugin into quarantine; 0 for never")
    int quarantineFailures() default 1_000;

    @AttributeDefinition(
            name = "Quarantine after (seconds)",
            description =
                    "A plugin that has not come back from one call for so long is put into quarantine, 1 to 604800")
    int quarantineSeconds() default 300;

    @AttributeDefinition(
            name = "Drain time (seconds)",
            description = "How long a plugin that is removed may go on with its queue, 0 to 3600")
    int drainSeconds() default 5;

    @AttributeDefinition(
            name = "Position interval (seconds)",
            description = "How often it is made durable what each plugin has finished, 1 to 3600")
    int positionSeconds() default 1;

    @AttributeDefinition(
            name = "Reorder time (seconds)",
            description = "By how many archival seconds records may come out of order without being lost at a restart,"
                    + " 0 to 3600. Costs 16 bytes of memory and 12 bytes of each position for a record of that time")
    int reorderSeconds() default 2;

    @AttributeDefinition(
            name = "Expect plugins for (seconds)",
            description = "How long after the start the first connection waits for the plugins that were there before,"
                    + " 0 to 3600")
    int expectSeconds() default 5;
}
