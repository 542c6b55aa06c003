package org.estreamer.session;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.estreamer.pipeline.Endpoint;
import org.estreamer.request.EventRequest;

/** Plans for sessions that are quick to give up and to come back. */
final class Plans {
    private Plans() {}

    static SessionPlan to(int port) {
        return to(port, EventRequest.builder().build(), Duration.ofSeconds(20));
    }

    static SessionPlan to(int port, EventRequest request, Duration readTimeout) {
        Endpoint endpoint = new Endpoint(
                "alpha",
                "localhost",
                port,
                Path.of("identity.p12"),
                null,
                "",
                null,
                false,
                List.of("1.3"),
                Duration.ofSeconds(2),
                readTimeout);
        return new SessionPlan(
                "alpha", endpoint, request, Duration.ofMillis(1), Duration.ofMillis(20), 1 << 20, List.of());
    }
}
