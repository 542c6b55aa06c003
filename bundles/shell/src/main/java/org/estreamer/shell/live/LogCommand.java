package org.estreamer.shell.live;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.estreamer.files.FileFailure;
import org.estreamer.pipeline.log.EventLog;
import org.estreamer.pipeline.log.LogCheck;
import org.estreamer.pipeline.log.LogStatus;
import org.estreamer.shell.command.Command;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.Options;
import org.estreamer.shell.command.Streams;
import org.estreamer.shell.command.Synopsis;
import org.estreamer.shell.command.UsageFault;
import org.estreamer.shell.text.Figures;
import org.estreamer.shell.text.TextTable;

/** {@code log}: shows the logs, checks one, gives it another name, or lets go of it or of what is kept for a plugin. */
public final class LogCommand implements Command {
    private final Services services;
    private final Command view;

    LogCommand(Services services, Command view) {
        this.services = services;
        this.view = view;
    }

    @Override
    public Synopsis synopsis() {
        return Synopsis.of(
                "log",
                "shows what has arrived and who has not finished it; checks a log, gives it to a session of another name, or lets go"
                        + " of it or of what is kept for a plugin",
                "[--json]",
                "verify NAME",
                "rename OLD NEW",
                "forget [plugin | log] NAME");
    }

    /** Verifying reads all of a log. */
    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public List<String> next(List<String> words) {
        return switch (String.join(" ", words)) {
            case "" -> List.of("verify", "rename", "forget");
            case "verify", "rename", "forget log" -> logs().toList();
            case "forget" -> Stream.concat(plugins(), logs()).distinct().toList();
            case "forget plugin" -> plugins().distinct().toList();
            default -> List.of();
        };
    }

    @Override
    public int run(List<String> words, Streams streams) throws UsageFault, InterruptedException {
        List<String> operands = Options.parse(words, List.of("json")).operands();
        EventLog log = services.log();
        if (log == null) {
            say(
                    streams.err(),
                    "there is no log: look into what the program has written for a bundle that failed, or for another"
                            + " process that uses the data folder");
            return ExitStatus.FAILED;
        }
        if (operands.isEmpty()) {
            return view.run(words, streams);
        }
        boolean done = act(log, operands.get(0), operands.subList(1, operands.size()), streams.out());
        return done ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private boolean act(EventLog log, String action, List<String> names, PrintStream out) throws UsageFault {
        return switch (action) {
            case "verify" -> verify(log, one(names, "verify takes the name of one log: " + logNames()), out);
            case "rename" -> rename(log, names, out);
            case "forget" -> forget(log, names, out);
            default -> throw new UsageFault("log knows verify, rename and forget, but not " + action);
        };
    }

    private static String one(List<String> names, String otherwise) throws UsageFault {
        if (names.size() != 1) {
            throw new UsageFault(otherwise);
        }
        return names.get(0);
    }

    private boolean verify(EventLog log, String server, PrintStream out) {
        try {
            LogCheck check = log.verify(server);
            if (check == null) {
                say(out, "there is no log " + server + "; there are: " + logNames());
                return false;
            }
            say(
                    out,
                    "log " + server + ": read " + Figures.count(check.segments(), "segment") + " with "
                            + Figures.count(check.batches()) + (check.batches() == 1 ? " batch, " : " batches, ")
                            + Figures.count(check.records(), "record") + ", " + Figures.bytes(check.bytes()));
            check.problems().forEach(problem -> say(out, "  " + problem));
            int problems = check.problems().size();
            say(out, problems == 0 ? "every batch is sound" : Figures.count(problems, "problem") + " found");
            return problems == 0;
        } catch (IOException e) {
            say(out, "log " + server + " cannot be read: " + FileFailure.reason(e));
            return false;
        }
    }

    private boolean rename(EventLog log, List<String> names, PrintStream out) throws UsageFault {
        if (names.size() != 2) {
            throw new UsageFault("rename takes the name of a log and the one it gets: " + logNames());
        }
        try {
            log.rename(names.get(0), names.get(1));
            say(out, "log " + names.get(0) + " is that of session " + names.get(1) + " from now on");
            return true;
        } catch (IOException e) {
            say(out, "log " + names.get(0) + " keeps its name: " + FileFailure.reason(e));
            return false;
        }
    }

    /** A plugin and a log may have one name, and what is gone is gone: then the operator says which is meant. */
    private boolean forget(EventLog log, List<String> names, PrintStream out) throws UsageFault {
        boolean says = names.size() == 2 && List.of("plugin", "log").contains(names.get(0));
        if (!says && names.size() != 1) {
            throw new UsageFault(
                    "forget takes the name of one plugin or log. Plugins: " + pluginNames() + "; logs: " + logNames());
        }
        String name = names.get(names.size() - 1);
        boolean isLog = logs().anyMatch(name::equals);
        if (!says && isLog && plugins().anyMatch(name::equals)) {
            throw new UsageFault(
                    name + " is a plugin and a log: say forget plugin " + name + ", or forget log " + name);
        }
        boolean ofLog = says ? names.get(0).equals("log") : isLog;
        return ofLog ? forgetLog(log, name, out) : forgetPlugin(log, name, out);
    }

    private boolean forgetLog(EventLog log, String server, PrintStream out) {
        String behind = services.logs().stream()
                .filter(one -> one.server().equals(server))
                .flatMap(one -> one.readers().stream())
                .filter(reader -> reader.records() > 0)
                .map(reader ->
                        "; " + reader.plugin() + " had not finished " + Figures.count(reader.records(), "record"))
                .collect(Collectors.joining());
        try {
            log.forgetLog(server);
            say(out, "log " + server + " is gone" + behind);
            return true;
        } catch (IOException e) {
            say(out, "log " + server + " stays: " + FileFailure.reason(e));
            return false;
        }
    }

    private boolean forgetPlugin(EventLog log, String plugin, PrintStream out) {
        List<LogStatus.Reader> places =
                readers().filter(reader -> reader.plugin().equals(plugin)).toList();
        long records = places.stream().mapToLong(LogStatus.Reader::records).sum();
        boolean done = log.forget(plugin);
        if (done) {
            say(
                    out,
                    "nothing is kept for " + plugin + " any more; it was behind by " + Figures.count(records, "record")
                            + ". If it comes back, it may miss what has gone until then");
        } else if (places.isEmpty()) {
            say(out, "nothing is kept for a plugin " + plugin + "; plugins that have a place: " + pluginNames());
        } else {
            say(
                    out,
                    "plugin " + plugin + " is here and reads: remove its jar or its configuration first, then say it"
                            + " again");
        }
        return done;
    }

    private Stream<LogStatus.Reader> readers() {
        return services.logs().stream().flatMap(log -> log.readers().stream());
    }

    private Stream<String> logs() {
        return services.logs().stream().map(LogStatus::server);
    }

    private Stream<String> plugins() {
        return readers().map(LogStatus.Reader::plugin);
    }

    private String logNames() {
        return names(logs());
    }

    private String pluginNames() {
        return names(plugins());
    }

    private static String names(Stream<String> names) {
        String all = names.distinct().sorted().collect(Collectors.joining(", "));
        return all.isEmpty() ? "none" : all;
    }

    private static void say(PrintStream out, String what) {
        out.println(TextTable.harmless(what));
    }
}
