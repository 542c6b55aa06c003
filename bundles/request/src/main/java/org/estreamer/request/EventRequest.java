package org.estreamer.request;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.estreamer.pipeline.message.Message;

/**
 * What to ask a server for, ready to send. An instance never changes.
 *
 * <p>A session begins with {@link #eventStreamRequest()}. If the request is {@link #extended()}, the server answers with
 * the services it offers, and the client sends {@link #streamingRequest()}.
 */
public final class EventRequest {
    /** The timestamp that asks for everything the server has stored. */
    public static final long OLDEST = 0;

    /** The timestamp that asks for new events only. */
    public static final long NOW = 0xFFFFFFFFL;

    /**
     * The flags where none are given: packets, impact alerts, intrusion events, metadata, archival timestamps, extra data
     * and extended requests. With every event type they ask for everything.
     */
    public static final long DEFAULT_FLAGS = 0x48900061L;

    private final long flags;
    private final StartPoint start;
    private final List<Message.EventVersion> events;

    EventRequest(long flags, StartPoint start, List<Message.EventVersion> events) {
        this.flags = flags;
        this.start = start;
        this.events = List.copyOf(events);
    }

    /**
     * Begins a request that asks for everything, at the newest versions, from where the client stopped.
     *
     * @return a builder
     */
    public static RequestBuilder builder() {
        return new RequestBuilder("flags", "eventTypes");
    }

    /**
     * Begins a request with the flags and event types of an INI file: {@code [settings] event_types=NAME,NAME} and
     * {@code [flags] name=0|1}. Release and start may be added.
     *
     * @param file the file
     * @return a builder
     * @throws IOException      if the file cannot be read
     * @throws RequestException if it says what cannot be asked for, naming file, line and setting
     */
    public static RequestBuilder read(Path file) throws IOException {
        return RequestFile.read(file);
    }

    /**
     * The request's flags.
     *
     * @return a word of 32 bits, see {@link RequestFlag}
     */
    public long flags() {
        return flags;
    }

    /**
     * Where the events begin. Servers compare it with their archival timestamp, inclusive.
     *
     * @return {@link #OLDEST}, {@link #NOW} or Unix seconds
     */
    public long timestamp() {
        return start.timestamp();
    }

    /**
     * Tells whether a remembered position comes before {@link #timestamp()}.
     *
     * @return true for the start {@code resume}
     */
    public boolean resumes() {
        return start.resumes();
    }

    /**
     * Tells whether event types are asked for in a streaming request of their own.
     *
     * @return true if {@link RequestFlag#EXTENDED_REQUEST} is set
     */
    public boolean extended() {
        return RequestFlag.EXTENDED_REQUEST.in(flags);
    }

    /**
     * The event types with their versions, as they are sent.
     *
     * @return the types, ending with {@link Message.EventVersion#TERMINATE}; empty without the extended bit
     */
    public List<Message.EventVersion> events() {
        return events;
    }

    /**
     * The same request from another start.
     *
     * @param timestamp {@link #OLDEST}, {@link #NOW} or Unix seconds, 0 to 4,294,967,295
     * @return a request
     */
    public EventRequest startingAt(long timestamp) {
        return new EventRequest(flags, StartPoint.at("start", timestamp), events);
    }

    /**
     * The first message of a session.
     *
     * @return a message of type 2
     */
    public Message.EventStreamRequest eventStreamRequest() {
        return new Message.EventStreamRequest(timestamp(), flags);
    }

    /**
     * The answer to the server's streaming information.
     *
     * @return a message of type 2049, with the flags and timestamp of the first one
     * @throws IllegalStateException if the request is not {@link #extended()}
     */
    public Message.StreamingRequest streamingRequest() {
        if (!extended()) {
            throw new IllegalStateException("a request without extended_request has no streaming request");
        }
        return new Message.StreamingRequest(
                List.of(new Message.Service(Message.Service.ESTREAMER, flags, timestamp(), events)));
    }

    /** Says what is asked for, to people. */
    @Override
    public String toString() {
        String types = events.stream()
                .filter(event -> event.code() != EventType.TERMINATE.code())
                .map(event -> EventType.name(event.code()) + " " + event.version())
                .collect(Collectors.joining(", "));
        return "flags 0x%08x, start %s%s".formatted(flags, start, extended() ? ", event types " + types : "");
    }
}
