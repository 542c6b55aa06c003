package org.estreamer.shell.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.estreamer.pipeline.delivery.PluginStatus;
import org.estreamer.pipeline.session.SessionStatus;
import org.estreamer.record.RecordGroup;
import org.estreamer.shell.command.Streams;
import org.estreamer.shell.demo.Page.Line;
import org.estreamer.shell.demo.Page.Look;
import org.estreamer.shell.live.Overview;
import org.estreamer.shell.live.Rated;
import org.estreamer.shell.live.Snapshot;
import org.estreamer.shell.text.Figures;
import org.estreamer.shell.text.TextTable;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The demo on a terminal: a page that is drawn anew in place. */
final class DemoScreen implements DemoView {
    private static final Logger LOG = LoggerFactory.getLogger(DemoScreen.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Size USUAL = new Size(80, 24);
    private static final int TWO_COLUMNS = 78;
    private static final int STATE = 1;

    private final Streams streams;
    private final Terminal terminal;
    private final Display display;
    private final boolean colours;
    private final DemoPlaces places;
    private final List<String> notes = new ArrayList<>();

    DemoScreen(Streams streams, Terminal terminal, boolean colours, DemoPlaces places) {
        this.streams = streams;
        this.terminal = terminal;
        this.display = new Display(terminal, true);
        this.colours = colours;
        this.places = places;
    }

    /**
     * Opens the terminal on standard output.
     *
     * @return empty if there is none that can be drawn on
     */
    static Optional<DemoView> open(Streams streams, DemoPlaces places) {
        try {
            // without native code, which would be unpacked somewhere and loaded; and Ctrl-C stays the program's own
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .systemOutput(TerminalBuilder.SystemOutput.SysOut)
                    .provider("exec")
                    .nativeSignals(false)
                    .dumb(true)
                    .build();
            if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
                terminal.close();
                return Optional.empty();
            }
            String refused = System.getenv("NO_COLOR");
            return Optional.of(new DemoScreen(streams, terminal, refused == null || refused.isEmpty(), places));
        } catch (IOException e) {
            LOG.debug("The terminal cannot be drawn on", e);
            return Optional.empty();
        }
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void begin() {
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
    }

    @Override
    public void show(Snapshot snapshot) {
        Size size = terminal.getSize();
        if (size.getColumns() <= 0 || size.getRows() <= 0) {
            size = USUAL;
        }
        Page page = new Page(size.getColumns(), size.getRows(), colours);
        page.section(List.of(Line.of(title(snapshot), Look.BOLD)));
        page.section(sessions(snapshot));
        page.section(groups(snapshot, size.getColumns()));
        page.section(plugins(snapshot));
        page.section(footer());
        display.resize(size.getRows(), size.getColumns());
        display.update(page.lines(), 0);
    }

    @Override
    public void note(String what) {
        notes.add(what);
    }

    @Override
    public void end(Snapshot last) {
        leave();
        streams.out().println(TextTable.harmless(DemoLines.total(last)));
        places.outputs().forEach(line -> streams.out().println(TextTable.harmless(line)));
        streams.out().flush();
        notes.forEach(streams.err()::println);
    }

    private static String title(Snapshot snapshot) {
        return "estreamer demo   up " + Figures.duration(snapshot.up()) + "   "
                + Figures.count(snapshot.records(), "record") + "   " + Figures.rate(snapshot.perSecond())
                + " a second";
    }

    private static List<Line> sessions(Snapshot snapshot) {
        TextTable table = new TextTable()
                .left("session")
                .left("state")
                .left("server")
                .right("records/s")
                .right("records")
                .left("");
        for (Rated<SessionStatus> rated : snapshot.sessions()) {
            SessionStatus session = rated.subject();
            boolean streaming = session.state() == SessionStatus.State.STREAMING;
            table.row(
                    session.name(),
                    Overview.word(session.state()),
                    session.address(),
                    Figures.rate(rated.perSecond()),
                    Figures.count(session.records()),
                    streaming ? "" : session.detail());
        }
        List<Look> looks = snapshot.sessions().stream()
                .map(rated -> look(rated.subject().state()))
                .toList();
        return snapshot.sessions().isEmpty()
                ? List.of(Line.of("waiting for a session", Look.BUSY))
                : lines(table, looks);
    }

    private static List<Line> groups(Snapshot snapshot, int columns) {
        List<Rated<RecordGroup>> groups = snapshot.groups();
        boolean wide = columns >= TWO_COLUMNS;
        TextTable table = groupColumns(new TextTable());
        int rows = wide ? (groups.size() + 1) / 2 : groups.size();
        if (wide) {
            groupColumns(table.left(" "));
        }
        for (int row = 0; row < rows; row++) {
            List<String> cells = new ArrayList<>(cells(groups.get(row)));
            if (wide) {
                cells.add("");
                cells.addAll(row + rows < groups.size() ? cells(groups.get(row + rows)) : List.of("", "", ""));
            }
            table.row(cells.toArray(String[]::new));
        }
        return lines(table, List.of());
    }

    private static TextTable groupColumns(TextTable table) {
        return table.left("kind").right("records/s").right("records");
    }

    private static List<String> cells(Rated<RecordGroup> group) {
        return List.of(group.subject().id(), Figures.rate(group.perSecond()), Figures.count(group.count()));
    }

    private static List<Line> plugins(Snapshot snapshot) {
        TextTable table = new TextTable()
                .left("plugin")
                .left("state")
                .right("records/s")
                .right("delivered")
                .right("behind")
                .right("failed")
                .right("lost")
                .left("");
        for (Rated<PluginStatus> rated : snapshot.plugins()) {
            PluginStatus plugin = rated.subject();
            table.row(
                    plugin.name(),
                    Overview.word(plugin.state()),
                    Figures.rate(rated.perSecond()),
                    Figures.count(plugin.delivered()),
                    Overview.behind(plugin),
                    Figures.count(plugin.failed()),
                    Figures.count(plugin.lost()),
                    plugin.reason());
        }
        return lines(
                table,
                snapshot.plugins().stream()
                        .map(rated -> look(rated.subject().state()))
                        .toList());
    }

    private List<Line> footer() {
        List<Line> lines = new ArrayList<>();
        notes.forEach(note -> lines.add(Line.of(note, Look.BAD)));
        places.lines().forEach(place -> lines.add(Line.of(TextTable.harmless(place), Look.PLAIN)));
        return lines;
    }

    /** Titles in bold, and each row's state in its look. */
    private static List<Line> lines(TextTable table, List<Look> looks) {
        List<String> texts = table.lines();
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(texts.get(0), Look.BOLD));
        int from = table.start(STATE);
        for (int row = 1; row < texts.size(); row++) {
            Look look = looks.isEmpty() ? Look.PLAIN : looks.get(row - 1);
            lines.add(new Line(texts.get(row), from, table.start(STATE + 1), look));
        }
        return lines;
    }

    private static Look look(SessionStatus.State state) {
        return switch (state) {
            case STREAMING -> Look.GOOD;
            case FAILED -> Look.BAD;
            default -> Look.BUSY;
        };
    }

    private static Look look(PluginStatus.State state) {
        return switch (state) {
            case ACTIVE -> Look.GOOD;
            case SLOW, DRAINING -> Look.BUSY;
            default -> Look.BAD;
        };
    }

    private void leave() {
        terminal.puts(Capability.cursor_normal);
        terminal.puts(Capability.exit_ca_mode);
        try {
            terminal.close();
        } catch (IOException e) {
            LOG.debug("The terminal is gone already", e);
        }
    }
}
