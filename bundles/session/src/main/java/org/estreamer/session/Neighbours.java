package org.estreamer.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Knows the sessions of this runtime, to notice two that get in each other's way. */
final class Neighbours {
    /** One for all: what Declarative Services makes of two configurations has no other place to meet. */
    static final Neighbours SHARED = new Neighbours();

    private final Map<Object, SessionPlan> plans = new HashMap<>();

    /**
     * Takes note of a session.
     *
     * @param session whom to forget later
     * @param plan    what it is set up to do
     * @return a warning for every session that it collides with
     */
    synchronized List<String> join(Object session, SessionPlan plan) {
        List<String> warnings = new ArrayList<>();
        for (SessionPlan other : plans.values()) {
            if (other.name().equals(plan.name())) {
                warnings.add(
                        "another session has this name; what plugins have finished of the one counts for the other,"
                                + " so records can get lost. Rename one of the configuration files");
            }
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
        plans.remove(session);
    }
}
