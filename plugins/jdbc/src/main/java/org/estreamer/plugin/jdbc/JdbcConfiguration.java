package org.estreamer.plugin.jdbc;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The settings of one {@link JdbcOutput}. */
@ObjectClassDefinition(name = "Database", description = "Writes records as rows into a database")
@interface JdbcConfiguration {
    @AttributeDefinition(
            name = "URL",
            description = "jdbc:postgresql:, jdbc:sqlserver: or jdbc:h2:; empty for a database in the data folder")
    String url() default "";

    @AttributeDefinition(name = "User", description = "Who the database knows; empty for nobody")
    String user() default "";

    @AttributeDefinition(
            name = "Password",
            description = "The user's password; better $[secret:NAME] or $[env:NAME]",
            type = AttributeType.PASSWORD)
    String password() default "";

    @AttributeDefinition(
            name = "Table",
            description =
                    "The table for columns=seed, as the database writes it, with or without schema; the beginning of"
                            + " the tables' names for columns=layout. 1 to 60 characters, for columns=layout to 20")
    String table() default "estreamer";

    @AttributeDefinition(
            name = "Columns",
            description =
                    "layout: a table for each group of events with all fields; seed: connections in sixteen columns",
            options = {@Option(label = "All fields", value = "layout"), @Option(label = "Sixteen", value = "seed")})
    String columns() default "layout";

    @AttributeDefinition(
            name = "Records",
            description = "Record types and groups to write, for example: intrusion, 71; empty for everything")
    String[] records() default {};

    @AttributeDefinition(
            name = "Batch size (records)",
            description = "How many records are sent to the database at once, 1 to 100000")
    int batchRecords() default 500;
}
