package org.estreamer.shell.run;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.estreamer.pipeline.session.SessionStatus;
import org.estreamer.shell.command.Time;
import org.estreamer.shell.configured.ConfiguredSessions;
import org.estreamer.shell.live.Services;
import org.estreamer.shell.text.TextTable;

/**
 * Notices at start that nothing can come of it: the log of what arrives has not started, or every configured session has given
 * up before any of them has met its server. Once a server has been met, the program goes on whatever happens.
 */
public final class Supervision {
    /** For how long no further configuration may become a session before that is told: many of them take their time. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    /** ... and before it counts as one that never will where it could: a machine that has just booted may be busy for so long. */
    static final Duration LAST_PATIENCE = Duration.ofSeconds(60);

    /** How long to wait for a first session where operators configure them. */
    public static final Duration SETTLE = Duration.ofSeconds(2);

    private final Services services;
    private final ConfiguredSessions configured;
    private final Time time;
    private final Duration settle;
    private final Consumer<String> operator;
    private final long start;
    private long changedAt;
    private List<String> awaited = List.of();
    private boolean met;
    private boolean emptyTold;
    private List<String> missingTold = List.of();

    /**
     * Makes the supervision.
     *
     * @param settle   how long to wait before it is worth a line that there is no session
     * @param operator told, in a line each, what an operator should know
     */
    public Supervision(
            Services services, ConfiguredSessions configured, Time time, Duration settle, Consumer<String> operator) {
        this.services = services;
        this.configured = configured;
        this.time = time;
        this.settle = settle;
        this.operator = operator;
        this.start = time.nanos();
        this.changedAt = start;
    }

    /** Looks once, says what an operator should know, and returns whether all is lost. */
    public boolean lost() {
        if (met) {
            return false;
        }
        if (services.log() == null && time.since(start).compareTo(PATIENCE) >= 0) {
            say(
                    "nothing can be received without a log of what arrives, so the program ends: it is said above why that has"
                            + " not started");
            return true;
        }
        List<SessionStatus> sessions = services.sessionStatuses();
        met = sessions.stream().anyMatch(session -> session.connects() > 0);
        List<String> missing = configured.missing();
        if (sessions.isEmpty() && missing.isEmpty()) {
            tellEmpty();
            return false;
        }
        if (!missing.equals(awaited)) {
            awaited = missing;
            changedAt = time.nanos();
        }
        Duration unchanged = time.since(changedAt);
        if (unchanged.compareTo(PATIENCE) >= 0 && !missing.isEmpty() && !missing.equals(missingTold)) {
            missing.forEach(name -> say("session " + name + " has not started: " + configured.reason(name)));
            missingTold = missing;
        }
        boolean inVain =
                missing.stream().allMatch(name -> configured.obstacle(name).isPresent());
        boolean complete = missing.isEmpty() || unchanged.compareTo(inVain ? PATIENCE : LAST_PATIENCE) >= 0;
        boolean failed = sessions.stream().allMatch(session -> session.state() == SessionStatus.State.FAILED);
        if (complete && failed) {
            sessions.forEach(session -> say("session " + session.name() + " has failed: " + session.detail()));
            say("no session is left to run, so the program ends: correct what is said above, and start it again");
        }
        return complete && failed;
    }

    private void tellEmpty() {
        if (!emptyTold && time.since(start).compareTo(settle) >= 0) {
            emptyTold = true;
            say(configured.advice() + "; it is taken up at once");
        }
    }

    private void say(String what) {
        operator.accept("estreamer: " + TextTable.harmless(what));
    }
}
