package org.estreamer.shell.live;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.estreamer.files.FileFailure;
import org.estreamer.format.Format;
import org.estreamer.format.FormatOptions;
import org.estreamer.pipeline.delivery.DeadLetter;
import org.estreamer.pipeline.delivery.DeadLetters;
import org.estreamer.pipeline.delivery.DeadLetters.Retried;
import org.estreamer.pipeline.delivery.Dispatcher;
import org.estreamer.pipeline.delivery.PluginStatus;
import org.estreamer.record.Record;
import org.estreamer.settings.PlainText;
import org.estreamer.shell.command.Command;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.Options;
import org.estreamer.shell.command.Streams;
import org.estreamer.shell.command.Synopsis;
import org.estreamer.shell.command.UsageFault;
import org.estreamer.shell.text.Figures;
import org.estreamer.shell.text.TextTable;

/** {@code deadletter}: shows the records that a plugin has failed on, offers them to it again, or deletes them. */
final class DeadLetterCommand implements Command {
    private static final String ALL = "all";
    private static final int SHOWN = 50;
    /** Enough for any record but the largest: the longest line of all that a terminal is given. */
    private static final int LONG = 1_000_000;

    private static final long PATIENCE_SECONDS = 10;
    private static final List<String> ACTIONS = List.of("list", "show", "retry", "drop");

    private final Services services;

    /** What was asked for, of which plugin. */
    private record Asked(String action, String plugin, List<String> ids, DeadLetters letters) {}

    DeadLetterCommand(Services services) {
        this.services = services;
    }

    @Override
    public Synopsis synopsis() {
        return Synopsis.of(
                "deadletter",
                "shows the records that a plugin has failed on, offers them to it again, or deletes them",
                "list PLUGIN [AFTER-ID]",
                "show PLUGIN ID",
                "retry PLUGIN [ID...]",
                "drop PLUGIN all|ID...");
    }

    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public List<String> next(List<String> words) {
        return switch (words.size()) {
            case 0 -> ACTIONS;
            case 1 ->
                services.plugins().stream()
                        .filter(plugin -> plugin.deadLetters() > 0)
                        .map(PluginStatus::name)
                        .toList();
            default -> List.of();
        };
    }

    @Override
    public int run(List<String> words, Streams streams) throws UsageFault, InterruptedException {
        List<String> operands = Options.parse(words, List.of()).operands();
        if (operands.size() < 2 || !ACTIONS.contains(operands.get(0))) {
            throw new UsageFault("deadletter takes one of " + String.join(", ", ACTIONS) + " and the name of a plugin");
        }
        PrintStream out = streams.out();
        String plugin = operands.get(1);
        Dispatcher dispatcher = services.dispatcher();
        Optional<DeadLetters> letters = dispatcher == null ? Optional.empty() : dispatcher.deadLetters(plugin);
        if (letters.isEmpty()) {
            say(out, "there is no plugin " + plugin + ", nor dead letters of one of that name: see estreamer:plugins");
            return ExitStatus.FAILED;
        }
        Asked asked = new Asked(operands.get(0), plugin, operands.subList(2, operands.size()), letters.get());
        try {
            return act(asked, out) ? ExitStatus.OK : ExitStatus.FAILED;
        } catch (IOException e) {
            say(out, "the dead letters of " + plugin + " cannot be read or written: " + FileFailure.reason(e));
            return ExitStatus.FAILED;
        }
    }

    private boolean act(Asked asked, PrintStream out) throws UsageFault, IOException, InterruptedException {
        return switch (asked.action()) {
            case "list" -> list(asked, out);
            case "show" -> show(asked, out);
            case "retry" -> retry(asked, out);
            default -> drop(asked, out);
        };
    }

    private static boolean list(Asked asked, PrintStream out) throws UsageFault, IOException {
        long after = asked.ids().isEmpty() ? 0 : id(asked.ids().get(0));
        List<DeadLetter> shown = asked.letters().list(after, SHOWN);
        long count = asked.letters().count();
        if (shown.isEmpty()) {
            say(out, "no dead letters of " + asked.plugin() + (after > 0 ? " after " + after : ""));
            return true;
        }
        TextTable table = new TextTable()
                .right("id")
                .left("failed at")
                .left("server")
                .right("number")
                .right("type")
                .left("record")
                .left("reason");
        for (DeadLetter letter : shown) {
            Record record = letter.record();
            table.row(
                    Long.toString(letter.id()),
                    Figures.moment(letter.time()),
                    record.server(),
                    Long.toString(letter.number()),
                    Integer.toString(record.type()),
                    record.name(),
                    letter.reason());
        }
        table.lines().forEach(out::println);
        long last = shown.get(shown.size() - 1).id();
        if (!asked.letters().list(last, 1).isEmpty()) {
            say(
                    out,
                    Figures.count(count, "dead letter") + " in all; more: deadletter list " + asked.plugin() + " "
                            + last);
        }
        return true;
    }

    private boolean show(Asked asked, PrintStream out) throws UsageFault, IOException {
        if (asked.ids().size() != 1) {
            throw new UsageFault("show takes the id of one dead letter, as list shows them");
        }
        Optional<DeadLetter> found = asked.letters().show(id(asked.ids().get(0)));
        if (found.isEmpty()) {
            return notThere(asked, asked.ids(), out);
        }
        DeadLetter letter = found.get();
        Record record = letter.record();
        say(
                out,
                "dead letter " + letter.id() + " of " + asked.plugin() + ", failed at "
                        + Figures.moment(letter.time()));
        say(
                out,
                "record " + record.type() + " (" + record.name() + "), number " + letter.number() + " of server "
                        + record.server() + ", id " + record.id());
        say(out, letter.reason());
        letter.stack().lines().forEach(line -> say(out, "  " + line));
        content(record).lines().forEach(line -> out.println(PlainText.line(line, LONG)));
        return true;
    }

    /** As JSON where that can be written; the bytes in any case. */
    private String content(Record record) throws IOException {
        Optional<Format> json = services.format("json");
        String bytes = "bytes: " + HexFormat.of().formatHex(record.message());
        if (json.isEmpty()) {
            return bytes;
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        json.get().writer(FormatOptions.PLAIN).write(record, text);
        return text.toString(StandardCharsets.UTF_8).strip() + "\n" + bytes;
    }

    private static boolean notThere(Asked asked, List<String> ids, PrintStream out) {
        say(out, "plugin " + asked.plugin() + " has no dead letter " + String.join(", ", ids));
        return false;
    }

    private static boolean retry(Asked asked, PrintStream out) throws UsageFault, IOException, InterruptedException {
        Set<Long> there = ids(asked.ids());
        List<String> missing = new ArrayList<>();
        for (String word : asked.ids()) {
            if (asked.letters().show(id(word)).isEmpty()) {
                missing.add(word);
                there.remove(id(word));
            }
        }
        boolean complete = missing.isEmpty() || notThere(asked, missing, out);
        // no ids would be all of them
        return (missing.isEmpty() || !there.isEmpty()) && offer(asked, there, out) && complete;
    }

    private static boolean offer(Asked asked, Set<Long> ids, PrintStream out) throws InterruptedException {
        CompletableFuture<Retried> answer = asked.letters().retry(ids);
        try {
            Retried retried = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            say(
                    out,
                    asked.plugin() + " has taken " + Figures.count(retried.taken(), "dead letter") + " and failed on "
                            + Figures.count(retried.failed()) + "; "
                            + Figures.count(asked.letters().count())
                            + " are left" + (retried.reason().isEmpty() ? "" : ": " + retried.reason()));
            return retried.reason().isEmpty();
        } catch (TimeoutException e) {
            say(
                    out,
                    "they are being offered to " + asked.plugin() + ", which goes on by itself: see deadletter list "
                            + asked.plugin());
            return true;
        } catch (ExecutionException e) {
            say(
                    out,
                    "plugin " + asked.plugin() + " is offered nothing: "
                            + e.getCause().getMessage());
            return false;
        }
    }

    private static boolean drop(Asked asked, PrintStream out) throws UsageFault, IOException {
        boolean all = asked.ids().equals(List.of(ALL));
        if (asked.ids().isEmpty()) {
            throw new UsageFault("drop takes the ids of dead letters, as list shows them, or all");
        }
        int dropped = asked.letters().drop(all ? Set.of() : ids(asked.ids()));
        if (dropped == 0 && !all) {
            return notThere(asked, asked.ids(), out);
        }
        say(out, Figures.count(dropped, "dead letter") + " of " + asked.plugin() + " deleted");
        return true;
    }

    private static Set<Long> ids(List<String> words) throws UsageFault {
        Set<Long> ids = new HashSet<>();
        for (String word : words) {
            ids.add(id(word));
        }
        return ids;
    }

    private static long id(String word) throws UsageFault {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw new UsageFault(TextTable.harmless(word) + " is not the id of a dead letter");
        }
    }

    private static void say(PrintStream out, String what) {
        out.println(TextTable.harmless(what));
    }
}
