package org.estreamer.simulator.settings;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of one stand-in management center. Their defaults stand here and nowhere else. */
@ObjectClassDefinition(
        name = "eStreamer simulator",
        description = "A stand-in management center: streams made-up or captured events over mutual TLS.")
public @interface SimulatorConfiguration {
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
            description =
                    "A file with the raw bytes that a server sent to a client, or the folder of a log, such as log/NAME, or"
                            + " one of its segments: every client gets its messages instead of made-up ones, paced by the rate."
                            + " Relative to the data folder.")
    String replay() default "";

    @AttributeDefinition(
            name = "Session",
            description = "The name of a session to configure so that it connects here; empty for none.")
    String session() default "";

    @AttributeDefinition(
            name = "Jitter (seconds)",
            description = "How far back of its time a record's archival second may be, 0 to 3600: every"
                    + " record has another jitter, always the same one.")
    int jitterSeconds() default 0;

    @AttributeDefinition(
            name = "Late source (seconds)",
            description =
                    "How far back the archival seconds of a second source are, 0 to 86400; 0 for one" + " source only.")
    int lateSourceSeconds() default 0;

    @AttributeDefinition(
            name = "Late source: run",
            description = "How many records a source stores in a row before the other has its turn, 1 to" + " 1000000.")
    int lateSourceRun() default 1;

    @AttributeDefinition(
            name = "Late source: percent",
            description = "How many runs of a hundred are of the late source, 0 to 100.")
    int lateSourcePercent() default 50;

    @AttributeDefinition(
            name = "Clock offset (seconds)",
            description = "How far the server's clock is ahead of the real time, or behind where negative,"
                    + " -31536000 to 31536000.")
    int clockOffsetSeconds() default 0;

    @AttributeDefinition(
            name = "Clock step (seconds)",
            description = "How far the server's clock is set ahead, or back where negative, -31536000 to"
                    + " 31536000, once so many records are stored.")
    int clockStepSeconds() default 0;

    @AttributeDefinition(
            name = "Clock step: after records",
            description = "After how many records, counted from the oldest stored one, the clock is set.")
    long clockStepAfterRecords() default 0;

    @AttributeDefinition(
            name = "Records ahead (seconds)",
            description = "How far ahead the archival seconds of some records are, or early where negative,"
                    + " -31536000 to 31536000.")
    int aheadSeconds() default 0;

    @AttributeDefinition(name = "Records ahead", description = "How many records in a row are ahead, 0 to 1000000.")
    int aheadRecords() default 0;

    @AttributeDefinition(
            name = "Records ahead: after records",
            description = "After how many records, counted from the oldest stored one, those come.")
    long aheadAfterRecords() default 0;

    @AttributeDefinition(
            name = "Stored late (seconds)",
            description = "How long after its archival second a late record is stored, and may be asked"
                    + " for, 0 to 86400.")
    int storedLateSeconds() default 0;

    @AttributeDefinition(
            name = "Stored late: percent",
            description = "How many records of a hundred are stored late, 0 to 100.")
    int storedLatePercent() default 0;

    @AttributeDefinition(
            name = "Identical records",
            description = "Every so many records one has the bytes of the one before, archival second"
                    + " included: 0 for none, or 2 to 1000000.")
    int identicalRecords() default 0;

    @AttributeDefinition(
            name = "Archival timestamps",
            description =
                    "Whether records have the long header with the archival second where a client" + " asks for it.")
    boolean archiveTimestamps() default true;

    @AttributeDefinition(
            name = "Repeat: order",
            description = "In which order a connection gets what is stored when it begins: same as it was"
                    + " stored; shuffled; or bySource, all of one source (see the late source) before"
                    + " the other. The first connection gets it as it was stored.")
    String repeatOrder() default "same";

    @AttributeDefinition(name = "Repeat: window", description = "How many records are shuffled together, 2 to 1000000.")
    int repeatWindow() default 1000;

    @AttributeDefinition(name = "Bundle: records", description = "How many messages a bundle holds at most, 1 to 256.")
    int bundleRecords() default 256;

    @AttributeDefinition(
            name = "Bundle: varied",
            description = "Whether every connection has a limit of its own, from 1 to that.")
    boolean variedBundles() default false;

    @AttributeDefinition(
            name = "Cut: after records",
            description =
                    "After how many records the server closes a connection, metadata not counted; 0" + " for never.")
    long cutAfterRecords() default 0;

    @AttributeDefinition(
            name = "Cut: connections",
            description =
                    "How many connections, from the first on, are closed like that, 0 to 1000000; 0" + " for all.")
    int cutConnections() default 0;

    @AttributeDefinition(
            name = "Metadata change: after records",
            description = "After how many records, counted from the oldest stored one, access control rules"
                    + " and users have other names; 0 for never.")
    long metadataChangeAfterRecords() default 0;
}
