package org.estreamer.shell.live;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.estreamer.shell.command.Command;
import org.estreamer.shell.command.Options;
import org.estreamer.shell.command.Streams;
import org.estreamer.shell.command.Synopsis;
import org.estreamer.shell.command.Time;
import org.estreamer.shell.command.UsageFault;
import org.estreamer.shell.live.Health.Part;
import org.estreamer.shell.text.Json;

/**
 * Shows how something stands at this moment, as tables for people or as JSON for machines; its exit status is the
 * {@link Health} of what it shows. The shape of the JSON is documented in {@code docs/commands.md}.
 */
final class ViewCommand implements Command {
    /** Goes up when a member goes or means something else; members are added without. */
    private static final int SHAPE = 1;

    private final Synopsis synopsis;
    private final Services services;
    private final Time time;
    private final String version;
    private final Set<Part> parts;
    private final Function<Snapshot, List<String>> lines;

    ViewCommand(
            Synopsis synopsis,
            Services services,
            Time time,
            String version,
            Set<Part> parts,
            Function<Snapshot, List<String>> lines) {
        this.synopsis = synopsis;
        this.services = services;
        this.time = time;
        this.version = version;
        this.parts = parts;
        this.lines = lines;
    }

    @Override
    public Synopsis synopsis() {
        return synopsis;
    }

    @Override
    public List<String> next(List<String> words) {
        return List.of("--json");
    }

    @Override
    public int run(List<String> words, Streams streams) throws UsageFault, InterruptedException {
        boolean json = Options.only(synopsis.name(), words, "json").values().containsKey("json");
        Snapshot snapshot = Gauges.look(services, time);
        Health health = Health.of(snapshot, parts);
        if (json) {
            streams.out().println(Json.of(document(snapshot, health)));
        } else {
            lines.apply(snapshot).forEach(streams.out()::println);
        }
        return health.status();
    }

    private Map<String, Object> document(Snapshot snapshot, Health health) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("version", SHAPE);
        document.put("time", snapshot.now());
        document.put("health", health.level());
        document.put("problems", health.problems());
        document.put("process", ProcessStatus.now(version));
        if (parts.contains(Part.SESSIONS)) {
            document.put("sessions", rated(snapshot.sessions()));
        }
        if (parts.contains(Part.PLUGINS)) {
            document.put("plugins", rated(snapshot.plugins()));
            document.put("files", snapshot.files());
        }
        if (parts.contains(Part.LOGS)) {
            document.put("logs", rated(snapshot.logs()));
        }
        return document;
    }

    private static List<Map<String, Object>> rated(List<? extends Rated<? extends Record>> all) {
        return all.stream()
                .map(one -> {
                    Map<String, Object> members = Json.members(one.subject());
                    members.put("perSecond", one.perSecond());
                    return members;
                })
                .toList();
    }
}
