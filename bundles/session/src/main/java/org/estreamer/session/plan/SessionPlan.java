package org.estreamer.session.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.request.EventRequest;
import org.estreamer.request.RequestFlag;

/**
 * What the settings of a session come to.
 *
 * @param name            the session's name
 * @param endpoint        where the server is; null where the settings are too wrong to tell
 * @param request         what to ask for; null where the settings are wrong
 * @param reconnectMin    the delay before the first attempt to reconnect
 * @param reconnectMax    the longest delay before an attempt to reconnect
 * @param maxMessageBytes the longest message accepted
 * @param problems        what is wrong, each with its setting; empty where a session can run
 */
public record SessionPlan(
        String name,
        Endpoint endpoint,
        EventRequest request,
        Duration reconnectMin,
        Duration reconnectMax,
        int maxMessageBytes,
        List<String> problems) {

    public SessionPlan {
        problems = List.copyOf(problems);
    }

    /** Host and port for people; a question mark where the settings do not tell. */
    public String address() {
        return endpoint == null ? "?" : endpoint.address();
    }

    /** All that is wrong, in one line; empty where nothing is. */
    public String problemText() {
        return String.join("; ", problems);
    }

    /**
     * What is asked for in words, without where it begins: what does not differ in it makes a server send the same bytes. The
     * release counts by the versions it asks for.
     */
    public String content() {
        String events = request.events().stream()
                .map(event -> event.code() + "/" + event.version())
                .collect(Collectors.joining(" "));
        return "flags 0x%08x, event types %s".formatted(request.flags(), events);
    }

    /** Whether the server is asked to say when it has stored a record. */
    public boolean asksForSeconds() {
        return request != null && RequestFlag.TIMESTAMP.in(request.flags());
    }

    /** What works but is hardly meant. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (request != null && !asksForSeconds()) {
            warnings.add("flags: without timestamp (bit 23) the server does not say when it stored a record, so a new"
                    + " connection asks from the last arrival less ten minutes: records may come twice");
        }
        if (endpoint != null && endpoint.trust() == null && endpoint.pin() == null) {
            warnings.add(
                    "trust: not set, so whoever has a certificate of the CA inside identity is taken for the server, and"
                            + " every client and sensor of that management center has one; set trust = first to keep to the"
                            + " certificate that the server shows first, or name a file that bin/estreamer check --save-trust makes");
        }
        return warnings;
    }
}
