package org.estreamer.shell.check;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.estreamer.pipeline.session.Session;
import org.estreamer.shell.command.Command;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.Options;
import org.estreamer.shell.command.Streams;
import org.estreamer.shell.command.Synopsis;
import org.estreamer.shell.command.Time;
import org.estreamer.shell.command.UsageFault;
import org.estreamer.shell.configured.ConfiguredSessions;
import org.estreamer.shell.live.Services;
import org.estreamer.shell.text.TextTable;

/** {@code check}: tries every configured session and output step by step, or fetches a server's certificate for pinning. */
public final class CheckCommand implements Command {
    private final Services services;
    private final ConfiguredSessions configured;
    private final OutputCheck outputs;
    private final Time time;
    private final Duration patience;

    /**
     * Makes the command.
     *
     * @param outputs  tries what is configured beside the sessions
     * @param patience how long configurations may take to become sessions
     */
    public CheckCommand(
            Services services, ConfiguredSessions configured, OutputCheck outputs, Time time, Duration patience) {
        this.services = services;
        this.configured = configured;
        this.outputs = outputs;
        this.time = time;
        this.patience = patience;
    }

    @Override
    public Synopsis synopsis() {
        return Synopsis.of(
                "check",
                "tries the configured servers and outputs step by step, or saves a certificate",
                "[--save-trust FILE] [NAME...]");
    }

    @Override
    public List<String> next(List<String> words) {
        return services.sessions().stream().map(CheckCommand::name).toList();
    }

    @Override
    public int run(List<String> words, Streams streams) throws UsageFault, InterruptedException {
        Options options = Options.parse(words, List.of("save-trust="));
        List<String> names = options.operands();
        String file = options.values().get("save-trust");
        boolean everything = names.isEmpty() && file == null;
        configured.await(time, patience);
        if (everything) {
            outputs.await(time, patience);
        }
        if (!configured.any()) {
            if (everything) {
                checkOutputs(streams.out());
            }
            streams.err().println("estreamer: " + configured.advice());
            return ExitStatus.FAILED;
        }
        List<Session> sessions = select(services.sessions(), CheckCommand::name, names);
        List<String> missing = select(configured.missing(), Function.identity(), names);
        if (!names.isEmpty() && !allKnown(names, sessions, missing, streams.err())) {
            return ExitStatus.FAILED;
        }
        if (file != null) {
            return saveTrust(Path.of(file), sessions, missing, streams);
        }
        int met = check(sessions, missing, streams.out());
        return everything ? Math.max(met, checkOutputs(streams.out())) : met;
    }

    private static String name(Session session) {
        return session.status().name();
    }

    /** What is named, or everything where no name is given. */
    private static <T> List<T> select(List<T> all, Function<T, String> name, List<String> names) {
        return all.stream()
                .filter(one -> names.isEmpty() || names.contains(name.apply(one)))
                .toList();
    }

    private boolean allKnown(List<String> names, List<Session> sessions, List<String> missing, PrintStream err) {
        List<String> unknown = new ArrayList<>(names);
        unknown.removeAll(missing);
        sessions.forEach(session -> unknown.removeIf(name(session)::equals));
        if (unknown.isEmpty()) {
            return true;
        }
        List<String> known = new ArrayList<>(configured.missing());
        services.sessions().forEach(session -> known.add(name(session)));
        known.sort(Comparator.naturalOrder());
        err.println(TextTable.harmless("estreamer: there is no session " + String.join(", ", unknown) + "; configured: "
                + String.join(", ", known)));
        return false;
    }

    private int check(List<Session> sessions, List<String> missing, PrintStream out) {
        Steps steps = new Steps(out, "session");
        for (Session session : sessions) {
            steps.begin(title(session));
            steps.end(name(session), session.check(steps::step));
        }
        for (String name : missing) {
            steps.begin(name);
            steps.step("configuration", false, "it did not become a session: " + configured.reason(name));
            steps.end(name, false);
        }
        return steps.end();
    }

    private int checkOutputs(PrintStream out) throws InterruptedException {
        Steps steps = new Steps(out, "output");
        outputs.run(steps);
        return steps.end();
    }

    private static String title(Session session) {
        String address = session.status().address();
        return TextTable.harmless(name(session) + (address.isEmpty() ? "" : " (" + address + ")"));
    }

    private int saveTrust(Path file, List<Session> sessions, List<String> missing, Streams streams) throws UsageFault {
        if (sessions.size() + missing.size() > 1) {
            throw new UsageFault("several sessions are configured: name the one whose certificate is wanted, of "
                    + String.join(
                            ", ", sessions.stream().map(CheckCommand::name).toList()));
        }
        if (sessions.isEmpty()) {
            return check(sessions, missing, streams.out());
        }
        return new TrustFile(services.transport(), streams.out(), streams.err())
                .save(file, sessions.get(0).endpoint(), title(sessions.get(0)));
    }
}
