package org.estreamer.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estreamer.session.plan.SessionPlan;

/** Knows the sessions of this runtime, to notice two that get in each other's way. */
final class Neighbours {
    /** One for all: what Declarative Services makes of two configurations has no other place to meet. */
    static final Neighbours SHARED = new Neighbours();

    private record Claim(String name, String source) {}

    private final Map<Object, Claim> claims = new HashMap<>();
    private final Map<Object, SessionPlan> plans = new HashMap<>();

    /**
     * Claims a name. The log of a server is kept by it, and has room for one session only.
     *
     * @param session whom to forget later
     * @param name    the session's name
     * @param source  the file it is configured by
     * @return a problem if another session has the name
     */
    synchronized Optional<String> claim(Object session, String name, String source) {
        for (Claim other : claims.values()) {
            if (other.name.equals(name)) {
                return Optional.of("name: session " + name + " is there already, configured by " + other.source
                        + "; rename or remove one of the two, and save the other anew");
            }
        }
        claims.put(session, new Claim(name, source));
        return Optional.empty();
    }

    /**
     * Takes note of what a session does.
     *
     * @param session whom to forget later
     * @param plan    what it is set up to do
     * @return a warning for every session that it collides with
     */
    synchronized List<String> join(Object session, SessionPlan plan) {
        List<String> warnings = new ArrayList<>();
        for (SessionPlan other : plans.values()) {
            if (plan.endpoint() != null && other.address().equalsIgnoreCase(plan.address())) {
                warnings.add("session " + other.name() + " receives from " + plan.address()
                        + " as well; plugins get every record of it twice");
            }
        }
        plans.put(session, plan);
        return warnings;
    }

    /**
     * Forgets a session.
     *
     * @param session as it joined
     */
    synchronized void leave(Object session) {
        claims.remove(session);
        plans.remove(session);
    }
}
