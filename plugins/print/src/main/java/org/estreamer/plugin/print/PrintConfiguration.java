package org.estreamer.plugin.print;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of {@link PrintPlugin}. */
@ObjectClassDefinition(name = "Print", description = "Prints a line for every record")
@interface PrintConfiguration {
    @AttributeDefinition(
            name = "File",
            description = "Where to print to, relative to the data folder; empty for standard output")
    String path() default "";

    @AttributeDefinition(
            name = "Records",
            description = "Record types and groups to print, for example: intrusion, 71; empty for everything")
    String[] records() default {};
}
