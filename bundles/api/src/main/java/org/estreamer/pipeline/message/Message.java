package org.estreamer.pipeline.message;

import java.net.InetAddress;
import java.util.List;
import org.estreamer.record.Fields;
import org.estreamer.record.RecordBatch;

/** A message of the eStreamer protocol. Numbers are unsigned unless said otherwise. */
@SuppressWarnings({
    "JavaLangClash", // Error is the protocol's own word
    "ArrayRecordComponent" // messages carry bytes; they are not compared
})
public sealed interface Message {
    /** Type 0, both ways: acknowledges a bundle, or keeps the connection alive. */
    record Null() implements Message {}

    /**
     * Type 1, both ways: the sender gives up.
     *
     * @param code signed; 19 is "No space", a client uses -1, others are opaque
     * @param text what happened
     */
    record Error(int code, String text) implements Message {
        /** The message type. */
        public static final int TYPE = 1;
    }

    /**
     * Type 2, from the client: the first message of a session.
     *
     * @param timestamp 0 for the oldest stored, {@code 0xFFFFFFFF} for new events only, else seconds since 1970
     * @param flags     the request flags
     */
    record EventStreamRequest(long timestamp, long flags) implements Message {}

    /**
     * Type 4, from the server: a record outside a bundle.
     *
     * @param records a batch of one
     */
    record EventData(RecordBatch records) implements Message {}

    /**
     * Type 5, from the client: asks for host profiles.
     *
     * @param dataType     4 or 5 (single, multiple hosts) for 4.9 and 4.10, 6 or 7 since 5.0
     * @param flags        1 to fill in notes, 2 to fill in banners
     * @param startAddress the first address
     * @param endAddress   the last address; the first again for a single host
     * @param wide         whether addresses take 16 bytes, as since 6.0, or 4, as up to 5.3
     */
    record HostRequest(long dataType, long flags, InetAddress startAddress, InetAddress endAddress, boolean wide)
            implements Message {}

    /**
     * Types 6 and 7, from the server: one host's profile.
     *
     * @param multiple whether the answer is one of several (type 7)
     * @param profile  the profile block
     * @param content  the block's bytes
     */
    record HostData(boolean multiple, Fields profile, byte[] content) implements Message {}

    /**
     * Type 2049, from the client: what to stream, by event type and version.
     *
     * @param services the services asked for
     */
    record StreamingRequest(List<Service> services) implements Message {
        /** Keeps the list unchangeable. */
        public StreamingRequest {
            services = List.copyOf(services);
        }
    }

    /**
     * Type 2051, from the server: the services it offers.
     *
     * @param services the services
     * @param content  the bytes after the header as they came; empty to write what the services say
     */
    record StreamingInformation(List<Service> services, byte[] content) implements Message {
        /** The message type. */
        public static final int TYPE = 2051;

        /** Keeps the list unchangeable. */
        public StreamingInformation {
            services = List.copyOf(services);
        }

        /**
         * Makes one to be written.
         *
         * @param services the services
         */
        public StreamingInformation(List<Service> services) {
            this(services, new byte[0]);
        }
    }

    /**
     * Type 4002, from the server: many records in one message, acknowledged once.
     *
     * @param connectionId the server's number for this connection
     * @param sequence     1, 2, ... within the connection
     * @param records      the records inside
     */
    record Bundle(long connectionId, long sequence, RecordBatch records) implements Message {}

    /**
     * A message of a type that is not known here; its length was good, so the next one follows.
     *
     * @param type    the message type
     * @param content the bytes after the header
     */
    record Unknown(int type, byte[] content) implements Message {}

    /**
     * An entry of a streaming request or streaming information.
     *
     * @param id        the service; {@link #ESTREAMER} for events
     * @param flags     the flags of the client's event stream request; 0 from the server
     * @param timestamp the timestamp of the client's event stream request; 0 from the server
     * @param events    the event types asked for; empty from the server
     */
    record Service(long id, long flags, long timestamp, List<EventVersion> events) {
        /** The service that streams events. */
        public static final long ESTREAMER = 6667;

        /** Keeps the list unchangeable. */
        public Service {
            events = List.copyOf(events);
        }
    }

    /**
     * An event type and the version of it that is wanted.
     *
     * @param version the version, 0 to 65,535
     * @param code    the event type, 0 to 65,535; 0 with version 0 ends a list
     */
    record EventVersion(int version, int code) {
        /** Ends every list of a streaming request. */
        public static final EventVersion TERMINATE = new EventVersion(0, 0);
    }
}
