package org.estreamer.shell.live;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.estreamer.pipeline.session.CheckReport;
import org.estreamer.pipeline.session.Session;
import org.estreamer.pipeline.session.SessionStatus;
import org.estreamer.pipeline.transport.Endpoint;

/** A session that stands as it is told to. */
public final class ScriptedSession implements Session {
    private final String name;
    private final List<Consumer<CheckReport>> steps = new ArrayList<>();
    private boolean checks = true;
    private boolean placed = true;
    private Path pin;
    private SessionStatus status;

    public ScriptedSession(String name) {
        this.name = name;
        is(SessionStatus.State.IDLE, "", 0, 0);
    }

    /** A session that is there from the start. */
    public static ScriptedSession in(Services services, String name) {
        ScriptedSession session = new ScriptedSession(name);
        services.addSession(session);
        return session;
    }

    public ScriptedSession is(SessionStatus.State state, String detail, long records, long connects) {
        status = new SessionStatus(
                name,
                name + ".example:8302",
                state,
                Instant.parse("2026-01-31T11:59:00.5Z"),
                detail,
                records,
                records * 100,
                1,
                2,
                7,
                connects,
                records == 0 ? 0 : 1_700_000_000,
                records == 0 ? Map.of() : Map.of("record type 6000", 2L));
        return this;
    }

    public ScriptedSession step(String step, boolean ok, String detail) {
        steps.add(report -> report.step(step, ok, detail));
        checks &= ok;
        return this;
    }

    public ScriptedSession trustingOnFirstUse() {
        pin = Path.of("pinned.pem");
        return this;
    }

    public ScriptedSession withoutEndpoint() {
        placed = false;
        return this;
    }

    @Override
    public SessionStatus status() {
        return status;
    }

    @Override
    public boolean check(CheckReport report) {
        steps.forEach(step -> step.accept(report));
        return checks;
    }

    @Override
    public Endpoint endpoint() {
        return placed
                ? new Endpoint(
                        name,
                        name + ".example",
                        8302,
                        Path.of("client.p12"),
                        null,
                        "secret",
                        null,
                        pin,
                        false,
                        List.of("1.2", "1.3"),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60))
                : null;
    }
}
