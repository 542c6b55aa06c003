package org.estreamer.plugin.file;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of one {@link FileOutput}. */
@ObjectClassDefinition(name = "File", description = "Writes records as lines of text into a file")
@interface FileConfiguration {
    @AttributeDefinition(name = "File", description = "Where to write to, relative to the data folder")
    String path();

    @AttributeDefinition(name = "Format", description = "The name of the format: json, ecs, sfw-json, cef or text")
    String format() default "json";

    @AttributeDefinition(
            name = "Names",
            description = "What is written of an id that has a name: both, only the name, or none for the id alone")
    String names() default "both";

    @AttributeDefinition(
            name = "Omit empty",
            description = "Leaves out empty texts and lists, and zeros that mean that there is none")
    boolean omitEmpty() default false;

    @AttributeDefinition(
            name = "Fields",
            description = "The only fields to write, by the names that the format gives them; empty for all")
    String[] fields() default {};

    @AttributeDefinition(name = "Without fields", description = "Fields to leave out")
    String[] withoutFields() default {};

    @AttributeDefinition(
            name = "Records",
            description = "Record types and groups to write, for example: intrusion, 71; empty for everything")
    String[] records() default {};

    @AttributeDefinition(
            name = "Permissions",
            description = "Who may read the file, as ls -l shows it, for example rw-r-----")
    String permissions() default "rw-------";

    @AttributeDefinition(
            name = "Group",
            description =
                    "The group that the file belongs to, for example of a program that forwards it; empty for none")
    String group() default "";

    @AttributeDefinition(
            name = "Join",
            description =
                    "Whether an intrusion event carries its packets and extra data. For formats whose lines are JSON")
    boolean join() default false;

    @AttributeDefinition(
            name = "Join seconds",
            description = "How long an intrusion event waits for them, 1 to 60; what comes later stands alone")
    int joinSeconds() default 2;
}
