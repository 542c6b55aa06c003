package org.estreamer.session.conversation;

import java.util.List;
import java.util.stream.Collectors;
import org.estreamer.pipeline.message.Message.EventVersion;
import org.estreamer.pipeline.message.Message.Service;

/** The services that a server offers, in words. */
public final class OfferedServices {
    /** A server that offers more is worth no longer line. */
    private static final int MOST_NAMED = 20;

    private OfferedServices() {}

    /**
     * Names every service, with the event types and versions that the server names with it.
     *
     * @param services as the server has listed them
     */
    public static String words(List<Service> services) {
        String named =
                services.stream().limit(MOST_NAMED).map(OfferedServices::words).collect(Collectors.joining(", "));
        int more = services.size() - MOST_NAMED;
        return services.isEmpty() ? "no service" : more > 0 ? named + " and " + more + " more" : named;
    }

    private static String words(Service service) {
        String name = isKnown(service) ? "eStreamer (" + service.id() + ")" : "service " + service.id();
        String versions = service.events().stream()
                .filter(event -> !event.equals(EventVersion.TERMINATE))
                .limit(MOST_NAMED)
                .map(event -> "event type " + event.code() + " version " + event.version())
                .collect(Collectors.joining("; ", " with ", ""));
        return versions.equals(" with ") ? name : name + versions;
    }

    static boolean isKnown(Service service) {
        return service.id() == Service.ESTREAMER;
    }
}
