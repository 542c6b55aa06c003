package org.estreamer.plugin.pcap;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of one {@link PcapPlugin}; numbers are text, so that a wrong one becomes a message that names the setting. */
@ObjectClassDefinition(
        name = "Packet capture",
        description = "Writes the packets of intrusion events into capture files")
@interface PcapConfiguration {
    @AttributeDefinition(name = "Folder", description = "Where to write to, relative to the data folder")
    String directory() default "pcap";

    @AttributeDefinition(
            name = "Seconds for a file",
            description = "After how many seconds a packet begins a new file, at least 1")
    String rotateSeconds() default "3600";

    @AttributeDefinition(
            name = "Megabytes for a file",
            description = "At how many megabytes (1,000,000 bytes) a packet begins a new file, at least 1")
    String rotateMegabytes() default "100";

    @AttributeDefinition(
            name = "Permissions",
            description = "Who may read the files, as ls -l shows it, for example rw-r-----")
    String permissions() default "rw-------";

    @AttributeDefinition(
            name = "Group",
            description = "The group that files belong to, for example of a program that forwards them; empty for none")
    String group() default "";
}
