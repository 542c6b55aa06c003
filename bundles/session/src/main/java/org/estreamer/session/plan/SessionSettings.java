package org.estreamer.session.plan;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The settings of a session. All are text, so that a wrong value becomes a message that names the setting and not a
 * failed conversion.
 */
@ObjectClassDefinition(
        name = "eStreamer session",
        description =
                "A server to receive events from. The part of the file's name behind org.estreamer.session- is the"
                        + " session's name.")
public @interface SessionSettings {
    /** The server. */
    @AttributeDefinition(name = "Host", description = "The server's name, or its IPv4 or IPv6 address.")
    String host() default "";

    /** The server's port. */
    @AttributeDefinition(name = "Port", description = "The server's TCP port, 1 to 65535.")
    String port() default "8302";

    /** The client's certificate. */
    @AttributeDefinition(
            name = "Identity",
            description =
                    "The client's certificate: the PKCS12 file that the server issued, or a PEM file. A relative name"
                            + " is looked up in the folder of the configuration files.")
    String identity() default "";

    /** The client's key. */
    @AttributeDefinition(
            name = "Identity key",
            description = "The PEM file with the private key; empty where the identity holds it.")
    String identityKey() default "";

    /** The password of the identity. */
    @AttributeDefinition(
            name = "Identity password",
            type = AttributeType.PASSWORD,
            description = "The password of the identity or of its key, best as $[secret:NAME] or $[env:NAME]; empty for"
                    + " none.")
    String identityPassword() default "";

    /** What the server is checked against. */
    @AttributeDefinition(
            name = "Trust",
            description =
                    "A PEM file with a CA or with the server's own certificate; first: the certificate that the server"
                            + " shows first, until bin/estreamer trust NAME; empty for the CA certificates inside the"
                            + " identity, of which every client and sensor of the management center has one.")
    String trust() default "";

    /** Whether the certificate must carry the host name. */
    @AttributeDefinition(
            name = "Verify host name",
            description = "true to insist that the server's certificate carries the host; false since certificates of"
                    + " management centers rarely do.")
    String verifyHostName() default "false";

    /** The TLS versions to offer. */
    @AttributeDefinition(name = "TLS versions", description = "The TLS versions to offer: 1.2, 1.3 or both.")
    String[] tls() default {"1.2", "1.3"};

    /** Where the events begin. */
    @AttributeDefinition(
            name = "Start",
            description = "Where the events begin as long as the log has no record: resume (what plugins want, else the"
                    + " oldest), oldest, now, an instant such as 2026-01-31T08:00:00Z, or Unix seconds. After the first"
                    + " record the session always goes on where the log ends.")
    String start() default "resume";

    /** The request flags. */
    @AttributeDefinition(
            name = "Flags",
            description = "Names of request flags, or the whole word as 0x48900061; empty for packets, impact, ids_1,"
                    + " metadata_v4, timestamp, extra_data, extended_request.")
    String[] flags() default {};

    /** The event types. */
    @AttributeDefinition(
            name = "Event types",
            description = "Event types of an extended request; empty for all: INTRUSION_EVENTS, METADATA, CORRELATION,"
                    + " DISCOVERY, CONNECTION, USER, MALWARE, FILE, IMPACT.")
    String[] eventTypes() default {};

    /** The server's release. */
    @AttributeDefinition(
            name = "Release",
            description =
                    "The server's release, 4.9 to 7.x, which decides the versions of the event types; empty for the"
                            + " newest.")
    String release() default "";

    /** A file that says what to ask for. */
    @AttributeDefinition(
            name = "Request file",
            description = "An INI file with [settings] event_types and [flags], in place of flags and eventTypes.")
    String requestFile() default "";

    /** The limit for connecting. */
    @AttributeDefinition(
            name = "Connect timeout (seconds)",
            description = "The limit for name lookup, TCP connection and TLS handshake together, 1 to 600.")
    String connectTimeoutSeconds() default "20";

    /** The limit for silence. */
    @AttributeDefinition(
            name = "Read timeout (seconds)",
            description =
                    "After this long without a byte the connection counts as dead, 1 to 86400. The keep-alives of an"
                            + " idle server must come more often. As long may the server leave unread what is sent to"
                            + " it; and within twice this time a message must get complete, or 1 KiB of it have come"
                            + " for each second of this setting.")
    String readTimeoutSeconds() default "120";

    /** The first delay. */
    @AttributeDefinition(
            name = "Reconnect delay, least (seconds)",
            description = "The delay before the first attempt to reconnect, 1 to 3600; it doubles with every attempt.")
    String reconnectMinSeconds() default "1";

    /** The longest delay. */
    @AttributeDefinition(
            name = "Reconnect delay, most (seconds)",
            description = "The delay before an attempt to reconnect never grows above this, 1 to 86400.")
    String reconnectMaxSeconds() default "60";

    /** The longest message. */
    @AttributeDefinition(
            name = "Longest message (bytes)",
            description = "A server that announces a longer message is out of step, 65536 to 1073741824.")
    String maxMessageBytes() default "67108864";
}
