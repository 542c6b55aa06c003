package org.estreamer.shell.live;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.estreamer.pipeline.EventLog;
import org.estreamer.pipeline.LogCheck;
import org.estreamer.pipeline.LogStatus;
import org.estreamer.shell.command.Time;
import org.estreamer.shell.command.UsageFault;
import org.estreamer.shell.text.Figures;
import org.estreamer.shell.text.TextTable;

/** {@code log}: shows the logs, checks one, or lets go of what is kept for a plugin. */
public final class LogCommand {
    public static final String USAGE = "usage: log [verify NAME | forget PLUGIN]";

    private final Services services;
    private final Time time;
    private final PrintStream out;

    public LogCommand(Services services, Time time, PrintStream out) {
        this.services = services;
        this.time = time;
        this.out = out;
    }

    /** Carries it out. */
    public void run(List<String> words) throws UsageFault, InterruptedException {
        EventLog log = services.log();
        if (log == null) {
            say("there is no log: look into what the program has written for a bundle that failed, or for another"
                    + " process that uses the data folder");
        } else if (words.isEmpty()) {
            LogTables.all(Gauges.look(services, time).logs()).forEach(out::println);
        } else {
            act(log, words.get(0), words.subList(1, words.size()));
        }
    }

    private void act(EventLog log, String action, List<String> names) throws UsageFault {
        switch (action) {
            case "verify" -> verify(log, one(names, "verify takes the name of one log: " + logNames()));
            case "forget" -> forget(log, one(names, "forget takes the name of one plugin: " + pluginNames()));
            default -> throw new UsageFault("log knows verify and forget, but not " + action);
        }
    }

    private static String one(List<String> names, String otherwise) throws UsageFault {
        if (names.size() != 1) {
            throw new UsageFault(otherwise);
        }
        return names.get(0);
    }

    private void verify(EventLog log, String server) {
        try {
            LogCheck check = log.verify(server);
            if (check == null) {
                say("there is no log " + server + "; there are: " + logNames());
                return;
            }
            say("log " + server + ": read " + Figures.count(check.segments(), "segment") + " with "
                    + Figures.count(check.batches()) + (check.batches() == 1 ? " batch, " : " batches, ")
                    + Figures.count(check.records(), "record") + ", " + Figures.bytes(check.bytes()));
            check.problems().forEach(problem -> say("  " + problem));
            int problems = check.problems().size();
            say(problems == 0 ? "every batch is sound" : Figures.count(problems, "problem") + " found");
        } catch (IOException e) {
            say("log " + server + " cannot be read: " + e.getMessage());
        }
    }

    private void forget(EventLog log, String plugin) {
        List<LogStatus.Reader> places =
                readers().filter(reader -> reader.plugin().equals(plugin)).toList();
        long records = places.stream().mapToLong(LogStatus.Reader::records).sum();
        if (log.forget(plugin)) {
            say("nothing is kept for " + plugin + " any more; it was behind by " + Figures.count(records, "record")
                    + ". If it comes back, it may miss what has gone until then");
        } else if (places.isEmpty()) {
            say("nothing is kept for a plugin " + plugin + "; plugins that have a place: " + pluginNames());
        } else {
            say("plugin " + plugin + " is here and reads: remove its jar or its configuration first, then say it"
                    + " again");
        }
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

    private void say(String what) {
        out.println(TextTable.harmless(what));
    }
}
