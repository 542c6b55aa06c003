package org.estreamer.shell.live;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.estreamer.pipeline.EventLog;
import org.estreamer.pipeline.LogCheck;
import org.estreamer.pipeline.LogStatus;
import org.estreamer.shell.command.Command;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.Options;
import org.estreamer.shell.command.Streams;
import org.estreamer.shell.command.Synopsis;
import org.estreamer.shell.command.UsageFault;
import org.estreamer.shell.text.Figures;
import org.estreamer.shell.text.TextTable;

/** {@code log}: shows the logs, checks one, or lets go of what is kept for a plugin. */
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
                "shows what has arrived and who has not finished it; checks a log, or lets go of what is kept for a plugin",
                "[--json]",
                "verify NAME",
                "forget PLUGIN");
    }

    /** Verifying reads all of a log. */
    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public List<String> next(List<String> words) {
        return switch (String.join(" ", words)) {
            case "" -> List.of("verify", "forget");
            case "verify" -> services.logs().stream().map(LogStatus::server).toList();
            case "forget" -> readers().map(LogStatus.Reader::plugin).distinct().toList();
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
            case "forget" -> forget(log, one(names, "forget takes the name of one plugin: " + pluginNames()), out);
            default -> throw new UsageFault("log knows verify and forget, but not " + action);
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
            say(out, "log " + server + " cannot be read: " + e.getMessage());
            return false;
        }
    }

    private boolean forget(EventLog log, String plugin, PrintStream out) {
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

    private String logNames() {
        return names(services.logs().stream().map(LogStatus::server));
    }

    private String pluginNames() {
        return names(readers().map(LogStatus.Reader::plugin));
    }

    private static String names(Stream<String> names) {
        String all = names.distinct().sorted().collect(Collectors.joining(", "));
        return all.isEmpty() ? "none" : all;
    }

    private static void say(PrintStream out, String what) {
        out.println(TextTable.harmless(what));
    }
}
