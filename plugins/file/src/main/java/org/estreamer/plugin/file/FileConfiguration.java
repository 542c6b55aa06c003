package org.estreamer.plugin.file;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of one {@link FileOutput}. */
@ObjectClassDefinition(name = "File", description = "Writes records as lines of text into a file")
@interface FileConfiguration {
    @AttributeDefinition(name = "File", description = "Where to write to, relative to the data folder")
    String path();

    @AttributeDefinition(name = "Format", description = "The name of the format, for example json or text")
    String format() default "json";

    @AttributeDefinition(
            name = "Records",
            description = "Record types and groups to write, for example: intrusion, 71; empty for everything")
    String[] records() default {};
}
