package org.estreamer.simulator;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of one stand-in management center. Their defaults stand here and nowhere else. */
@ObjectClassDefinition(
        name = "eStreamer simulator",
        description = "A stand-in management center: streams made-up or captured events over mutual TLS.")
@interface SimulatorConfiguration {
    @AttributeDefinition(
            name = "Address",
            description = "The local address to listen on. Only this machine can connect unless it is changed.")
    String address() default "127.0.0.1";

    @AttributeDefinition(name = "Port", description = "The TCP port to listen on, 0 to 65535; 0 takes any free one.")
    int port() default 0;

    @AttributeDefinition(
            name = "Rate",
            description = "Records stored per second, 0 to 1000000. With 0 all records are stored already and every"
                    + " client gets them as fast as it takes them.")
    int rate() default 1000;

    @AttributeDefinition(
            name = "Records",
            description = "How many records there are in all, counted from the oldest stored one: after them the"
                    + " server goes quiet. 0 for no end.")
    long records() default 0;

    @AttributeDefinition(
            name = "History (seconds)",
            description = "How many seconds of records are stored already when the simulator starts, 0 to 31536000."
                    + " Has no meaning where the rate is 0.")
    int historySeconds() default 60;

    @AttributeDefinition(
            name = "Records per archival second",
            description = "How many records share one archival second where the rate is 0, 1 to 1000000.")
    int recordsPerSecond() default 5000;

    @AttributeDefinition(name = "Seed", description = "Another seed gives other records, 0 to 2147483647.")
    int seed() default 0;

    @AttributeDefinition(
            name = "Keep-alive (seconds)",
            description = "How long a connection is idle before a null message is sent, 1 to 3600.")
    int keepAliveSeconds() default 10;

    @AttributeDefinition(
            name = "Replay",
            description = "A file with the raw bytes that a server sent to a client: every client gets its messages"
                    + " instead of made-up ones, paced by the rate. Relative to the data folder.")
    String replay() default "";

    @AttributeDefinition(
            name = "Session",
            description = "The name of a session to configure so that it connects here; empty for none.")
    String session() default "";
}
