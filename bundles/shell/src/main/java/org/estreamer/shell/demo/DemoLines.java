package org.estreamer.shell.demo;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.estreamer.pipeline.delivery.PluginStatus;
import org.estreamer.record.RecordGroup;
import org.estreamer.shell.command.Streams;
import org.estreamer.shell.live.Overview;
import org.estreamer.shell.live.Rated;
import org.estreamer.shell.live.Snapshot;
import org.estreamer.shell.text.Figures;
import org.estreamer.shell.text.TextTable;

/** The demo where output is no terminal: a line every now and then. */
public final class DemoLines implements DemoView {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final Streams streams;
    private final DemoPlaces places;

    public DemoLines(Streams streams, DemoPlaces places) {
        this.streams = streams;
        this.places = places;
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void begin() {
        places.lines().forEach(this::line);
    }

    @Override
    public void show(Snapshot snapshot) {
        line(Figures.moment(snapshot.now()) + "  " + records(snapshot) + "  " + sessions(snapshot) + "  plugins: "
                + plugins(snapshot));
    }

    @Override
    public void note(String what) {
        streams.err().println(what);
    }

    @Override
    public void end(Snapshot last) {
        line(total(last));
    }

    /** Everything that came and where it went, in one line. */
    public static String total(Snapshot last) {
        return "total " + Figures.count(last.records(), "record") + " in " + Figures.duration(last.up())
                + kinds(last, group -> Figures.count(group.count())) + "; plugins: " + plugins(last);
    }

    private static String records(Snapshot snapshot) {
        return Figures.count(snapshot.records(), "record") + "  " + Figures.rate(snapshot.perSecond()) + "/s"
                + kinds(snapshot, group -> Figures.rate(group.perSecond()));
    }

    private static String kinds(Snapshot snapshot, Function<Rated<RecordGroup>, String> figure) {
        return snapshot.groups().stream()
                .filter(group -> group.count() > 0)
                .map(group -> group.subject().id() + " " + figure.apply(group))
                .collect(Collectors.joining(", ", " (", ")"))
                .replace(" ()", "");
    }

    private static String sessions(Snapshot snapshot) {
        return snapshot.sessions().isEmpty()
                ? "no session yet"
                : snapshot.sessions().stream()
                        .map(session -> session.subject().name() + " "
                                + Overview.word(session.subject().state()))
                        .collect(Collectors.joining(", "));
    }

    private static String plugins(Snapshot snapshot) {
        List<Rated<PluginStatus>> plugins = snapshot.plugins();
        return plugins.isEmpty()
                ? "none yet"
                : plugins.stream().map(DemoLines::plugin).collect(Collectors.joining(", "));
    }

    private static String plugin(Rated<PluginStatus> rated) {
        PluginStatus plugin = rated.subject();
        return plugin.name() + " " + Figures.count(plugin.delivered())
                + (plugin.state() == PluginStatus.State.ACTIVE ? "" : " " + Overview.word(plugin.state()))
                + (plugin.failed() == 0 ? "" : " failed " + Figures.count(plugin.failed()))
                + (plugin.behindSeconds() == 0 ? "" : " behind " + Overview.behind(plugin))
                + (plugin.lost() == 0 ? "" : " lost " + Figures.count(plugin.lost()));
    }

    private void line(String text) {
        streams.out().println(TextTable.harmless(text));
        streams.out().flush();
    }
}
