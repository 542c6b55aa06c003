package org.estreamer.dispatcher;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an operator may set. */
@ObjectClassDefinition(
        name = "eStreamer dispatcher",
        description = "How records are handed to plugins, and what happens to a plugin that misbehaves")
@interface DispatcherConfiguration {
    @AttributeDefinition(
            name = "Stuck after (seconds)",
            description = "A plugin that has not come back from one call for so long is shown as stuck, 1 to 86400")
    int stuckSeconds() default 30;

    @AttributeDefinition(
            name = "Quarantine after (failures)",
            description = "So many failures in a row put a plugin into quarantine; 0 for never")
    int quarantineFailures() default 100;

    @AttributeDefinition(
            name = "Quarantine after (seconds)",
            description =
                    "A plugin that has not come back from one call for so long is put into quarantine, 1 to 604800")
    int quarantineSeconds() default 300;

    @AttributeDefinition(
            name = "Drain time (seconds)",
            description = "How long a plugin that is removed may take for the record in hand and its position,"
                    + " 0 to 3600")
    int drainSeconds() default 5;

    @AttributeDefinition(
            name = "Position interval (seconds)",
            description = "How often it is made durable what each plugin has finished, 1 to 3600")
    int positionSeconds() default 1;

    @AttributeDefinition(
            name = "Dead letters (megabytes)",
            description = "How much the records that one plugin has failed on may take, 1 to 1048576; beyond that the"
                    + " oldest of them go")
    int deadLetterMegabytes() default 64;
}
