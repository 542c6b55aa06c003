package org.estreamer.shell.check;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.estreamer.pipeline.Session;
import org.estreamer.shell.command.Command;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.Options;
import org.estreamer.shell.command.Streams;
import org.estreamer.shell.command.Synopsis;
import org.estreamer.shell.command.Time;
import org.estreamer.shell.command.UsageFault;
import org.estreamer.shell.configured.ConfiguredSessions;
import org.estreamer.shell.live.Services;
import org.estreamer.shell.text.Figures;
import org.estreamer.shell.text.TextTable;

/** {@code check}: tries every configured session step by step, or fetches a server's certificate for pinning. */
public final class CheckCommand implements Command {
    private static final String INDENT = "  ";
    /** As wide as the longest step, {@code configuration}. */
    private static final int STEP_WIDTH = 13;

    private final Services services;
    private final ConfiguredSessions configured;
    private final Time time;
    private final Duration patience;

    /**
     * Makes the command.
     *
     * @param patience how long configurations may take to become sessions
     */
    public CheckCommand(Services services, ConfiguredSessions configured, Time time, Duration patience) {
        this.services = services;
        this.configured = configured;
        this.time = time;
        this.patience = patience;
    }

    @Override
    public Synopsis synopsis() {
        return Synopsis.of(
                "check",
                "tries the configured servers step by step, or saves a certificate",
                "[--save-trust FILE] [NAME...]");
    }

    @Override
    public List<String> next(List<String> words) {
        return services.sessions().stream().map(CheckCommand::name).toList();
    }

    @Override
    public int run(List<String> words, Streams streams) throws UsageFault, InterruptedException {
        Options options = Options.parse(words, List.of("save-trust="));
        configured.await(time, patience);
        if (!configured.any()) {
            streams.err().println("estreamer: " + configured.advice());
            return ExitStatus.FAILED;
        }
        List<String> names = options.operands();
        List<Session> sessions = select(services.sessions(), CheckCommand::name, names);
        List<String> missing = select(configured.missing(), Function.identity(), names);
        if (!names.isEmpty() && !allKnown(names, sessions, missing, streams.err())) {
            return ExitStatus.FAILED;
        }
        String file = options.values().get("save-trust");
        return file == null
                ? check(sessions, missing, streams.out())
                : saveTrust(Path.of(file), sessions, missing, streams);
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
        List<String> failed = new ArrayList<>();
        for (Session session : sessions) {
            out.println(title(session));
            if (!session.check((step, ok, detail) -> step(out, step, ok, detail))) {
                failed.add(name(session));
            }
            out.println();
        }
        for (String name : missing) {
            out.println(TextTable.harmless(name));
            step(out, "configuration", false, "it did not become a session: " + configured.reason(name));
            out.println();
            failed.add(name);
        }
        int all = sessions.size() + missing.size();
        out.println(
                failed.isEmpty()
                        ? Figures.count(all, "session") + " checked, all ok"
                        : failed.size() + " of " + Figures.count(all, "session") + " failed: "
                                + TextTable.harmless(String.join(", ", failed)));
        out.flush();
        return failed.isEmpty() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private static String title(Session session) {
        String address = session.status().address();
        return TextTable.harmless(name(session) + (address.isEmpty() ? "" : " (" + address + ")"));
    }

    private static void step(PrintStream out, String step, boolean ok, String detail) {
        String start = INDENT + String.format(Locale.ROOT, "%-" + STEP_WIDTH + "s  %-6s  ", step, ok ? "ok" : "FAILED");
        String indent = " ".repeat(start.length());
        List<String> lines = detail.lines().map(TextTable::harmless).toList();
        out.println((start + String.join(System.lineSeparator() + indent, lines)).stripTrailing());
        out.flush();
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
