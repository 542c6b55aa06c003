package org.estreamer.log;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an operator may set. The limits are those of each server, where nothing else is said. */
@ObjectClassDefinition(
        name = "eStreamer log",
        description = "What has arrived from the servers, kept on the disk until every plugin has finished it")
@interface LogConfiguration {
    @AttributeDefinition(
            name = "Retention (hours)",
            description = "How long records stay that every plugin has finished, 0 to 8760")
    int retainHours() default 24;

    @AttributeDefinition(
            name = "Retention (megabytes)",
            description = "How much of the records stays that every plugin has finished, 1 to 1048576")
    int retainMegabytes() default 1_024;

    @AttributeDefinition(
            name = "Largest size (megabytes)",
            description =
                    "How large the log gets for plugins that have not finished it, at least twice segmentMegabytes, up"
                            + " to 1048576. Then one that is here holds the server back, and one that is away or has overflow=drop"
                            + " loses the oldest records")
    int maxMegabytes() default 8_192;

    @AttributeDefinition(name = "Segment size (megabytes)", description = "How large a file of the log gets, 1 to 1024")
    int segmentMegabytes() default 64;

    @AttributeDefinition(
            name = "Sync interval (milliseconds)",
            description =
                    "How often it is made sure that the disk has what was written, 1 to 60000. What it has not is asked"
                            + " for again after a power cut")
    int syncMillis() default 500;

    @AttributeDefinition(
            name = "Reorder time (seconds)",
            description =
                    "By how many archival seconds records may come out of order, where none has been seen later of late,"
                            + " 0 to 3600. A new connection repeats that much")
    int reorderSeconds() default 60;

    @AttributeDefinition(
            name = "Away after (minutes)",
            description = "A plugin that has not been here for so long counts as away, 1 to 525600")
    int awayMinutes() default 60;

    @AttributeDefinition(
            name = "Reserve (megabytes)",
            description =
                    "How much of the disk the logs leave free, 0 to 1048576; of a small disk no more than a tenth")
    int reserveMegabytes() default 1_024;

    @AttributeDefinition(
            name = "Memory (megabytes)",
            description = "How much of the newest records of all servers stays in memory, 1 to 4096")
    int memoryMegabytes() default 32;
}
