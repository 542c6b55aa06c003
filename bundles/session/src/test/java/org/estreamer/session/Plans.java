package org.estreamer.session;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.request.EventRequest;
import org.estreamer.session.plan.SessionPlan;

/** Plans for sessions that are quick to give up and to come back. */
final class Plans {
    private Plans() {}

    static SessionPlan to(int port) {
        return to(port, EventRequest.builder().build(), Duration.ofSeconds(20));
    }

    static SessionPlan to(int port, EventRequest request, Duration readTimeout) {
        return to(port, request, readTimeout, Path.of("identity.p12"), null);
    }

    /** A session whose identity and trust are in that file. */
    static SessionPlan trusting(Path trust, int port) {
        return to(port, EventRequest.builder().build(), Duration.ofSeconds(20), trust, trust);
    }

    private static SessionPlan to(int port, EventRequest request, Duration readTimeout, Path identity, Path trust) {
        Endpoint endpoint = new Endpoint(
                "alpha",
                "localhost",
                port,
                identity,
                null,
                "",
                trust,
                null,
                false,
                List.of("1.3"),
                Duration.ofSeconds(2),
                readTimeout);
        return new SessionPlan(
                "alpha", endpoint, request, Duration.ofMillis(1), Duration.ofMillis(20), 1 << 20, List.of());
    }
}
