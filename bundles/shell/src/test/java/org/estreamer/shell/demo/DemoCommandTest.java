package org.estreamer.shell.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.estreamer.pipeline.delivery.PluginStatus;
import org.estreamer.pipeline.session.SessionStatus;
import org.estreamer.record.RecordGroup;
import org.estreamer.shell.command.Console;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.PassingTime;
import org.estreamer.shell.configured.ConfiguredSessions;
import org.estreamer.shell.decode.PlainCodec;
import org.estreamer.shell.live.OperatorFolders;
import org.estreamer.shell.live.RecordCounts;
import org.estreamer.shell.live.ScriptedConfigurations;
import org.estreamer.shell.live.ScriptedDispatcher;
import org.estreamer.shell.live.ScriptedSession;
import org.estreamer.shell.live.Services;
import org.estreamer.shell.live.ServicesRig;
import org.jline.builtins.ScreenTerminal;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoCommandTest {
    private static final String ESCAPE = "\033";
    private static final String HIDES_CURSOR = "\033[?25l";
    private static final String SHOWS_CURSOR = "\033[?25h";
    private static final String LEAVES_SCREEN = "\033[?1049l";

    private final Services services = new Services();
    private final ScriptedDispatcher dispatcher = new ScriptedDispatcher();
    private final RecordCounts counts = new RecordCounts();
    private final PassingTime time = new PassingTime();
    private final Console console = new Console();
    private final ByteArrayOutputStream drawn = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private ScriptedSession session;
    private DemoPlaces places;
    private boolean colours = true;

    @BeforeEach
    void streamAThousandRecordsASecond() {
        ServicesRig.dispatcher(services, dispatcher);
        session = ScriptedSession.in(services, "demo").is(SessionStatus.State.STREAMING, "", 0, 1);
        for (int second = 1; second < 10; second++) {
            int passed = second;
            time.at(Duration.ofSeconds(second), () -> streamASecond(passed));
        }
        places = new DemoPlaces(
                services, new OperatorFolders(folder, folder.resolve("data"), folder.resolve("plugins")));
    }

    private void streamASecond(int second) {
        for (int record = 0; record < 900; record++) {
            counts.onRecord(PlainCodec.record(71, RecordGroup.CONNECTION));
        }
        for (int record = 0; record < 100; record++) {
            counts.onRecord(PlainCodec.record(400, RecordGroup.INTRUSION));
        }
        session.is(SessionStatus.State.STREAMING, "", second * 1000L, 1);
        dispatcher.plugin("print", PluginStatus.State.ACTIVE, "", second * 1000L);
        dispatcher.plugin("broken", PluginStatus.State.REFUSED, "no author", 0);
    }

    private int run(DemoView view) throws InterruptedException {
        OperatorFolders folders = new OperatorFolders(folder, folder, folder);
        return new DemoCommand(
                        services,
                        new ConfiguredSessions(services, folder),
                        folders,
                        time,
                        property -> null,
                        () -> counts)
                .show(view);
    }

    private DemoView screen(int columns, int rows) {
        try {
            Terminal terminal = new LineDisciplineTerminal("test", "xterm", drawn, StandardCharsets.UTF_8);
            terminal.setSize(new Size(columns, rows));
            return new DemoScreen(console.streams(), terminal, colours, places);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stopAfter(int seconds, DemoView view) {
        time.interruptAt(Duration.ofSeconds(seconds).minusMillis(1));
        assertThrows(InterruptedException.class, () -> run(view));
    }

    private String drawn() {
        return drawn.toString(StandardCharsets.UTF_8);
    }

    /** What stands on the screen before it is left. */
    private List<String> lastPage(int columns, int rows) {
        ScreenTerminal screen = new ScreenTerminal(columns, rows);
        screen.write(drawn().substring(0, drawn().indexOf(SHOWS_CURSOR)));
        return screen.toString().lines().map(String::stripTrailing).toList();
    }

    @Test
    void shouldDrawAPageThatFitsTheUsualTerminal() {
        stopAfter(4, screen(80, 24));

        assertEquals(
                List.of(
                        "estreamer demo   up 0:00:03   3,000 records   1,000 a second",
                        "",
                        "session  state      server             records/s  records",
                        "demo     streaming  demo.example:8302      1,000    3,000",
                        "",
                        "kind         records/s  records     kind       records/s  records",
                        "intrusion          100      300     discovery          0        0",
                        "connection         900    2,700     user               0        0",
                        "file                 0        0     packet             0        0",
                        "malware              0        0     metadata           0        0",
                        "correlation          0        0     unknown            0        0",
                        "",
                        "plugin  state    records/s  delivered        behind  failed  lost",
                        "print   active       1,000      3,000  12 (0:00:05)       3     0",
                        "broken  refused          0          0  12 (0:00:05)       3     0  no author",
                        ""),
                lastPage(80, 24).subList(0, 16));
        assertTrue(lastPage(80, 24).size() <= 24);
    }

    @ParameterizedTest
    @CsvSource({"200, 60", "80, 24", "79, 20", "60, 15", "40, 10", "20, 5", "1, 1", "0, 0"})
    void shouldFitEveryTerminal(int columns, int rows) {
        stopAfter(2, screen(columns, rows));

        String title = "estreamer demo   up 0:00:01";
        String top =
                lastPage(columns == 0 ? 80 : columns, rows == 0 ? 24 : rows).get(0);
        assertTrue(top.startsWith(title) || title.startsWith(top), () -> "it has scrolled: " + top);
    }

    @Test
    void shouldRestoreTheTerminalAndPrintTheTotals() {
        stopAfter(4, screen(80, 24));

        assertTrue(drawn().contains(HIDES_CURSOR), drawn());
        assertTrue(drawn().indexOf(SHOWS_CURSOR) < drawn().indexOf(LEAVES_SCREEN), drawn());
        assertTrue(drawn().indexOf(HIDES_CURSOR) < drawn().indexOf(SHOWS_CURSOR), drawn());
        assertEquals(
                List.of(
                        "total 3,000 records in 0:00:03 (intrusion 300, connection 2,700); plugins: print 3,000"
                                + " failed 3 behind 12 (0:00:05), broken 0 refused failed 3 behind 12 (0:00:05)",
                        "output   " + folder.resolve("data")),
                console.outLines());
    }

    @Test
    void shouldDrawWithoutColoursWhereTheyAreNotWelcome() {
        colours = false;
        stopAfter(2, screen(80, 24));

        assertFalse(drawn().contains("\033[32m"), "green");
        assertFalse(drawn().contains("\033[1m"), "bold");
        assertTrue(drawn().contains(HIDES_CURSOR), "still drawn in place");
    }

    @Test
    void shouldShowThatItWaitsForASession() {
        services.removeSession(session);
        stopAfter(1, screen(80, 24));

        assertEquals("waiting for a session", lastPage(80, 24).get(2));
    }

    @Test
    void shouldPrintPlainLinesWhereOutputIsNoTerminal() {
        stopAfter(5, new DemoLines(console.streams(), places));

        assertFalse(console.out().contains(ESCAPE), console.out());
        assertEquals(
                List.of(
                        "output   " + folder.resolve("data"),
                        "plugins  drop a jar into " + folder.resolve("plugins") + " or remove it",
                        "stop     Ctrl-C",
                        "2026-01-31T12:00:00Z  0 records  0/s  demo streaming  plugins: none yet",
                        "2026-01-31T12:00:02Z  2,000 records  1,000/s (intrusion 100, connection 900)  demo streaming"
                                + "  plugins: print 2,000 failed 3 behind 12 (0:00:05),"
                                + " broken 0 refused failed 3 behind 12 (0:00:05)",
                        "2026-01-31T12:00:04Z  4,000 records  1,000/s (intrusion 100, connection 900)  demo streaming"
                                + "  plugins: print 4,000 failed 3 behind 12 (0:00:05),"
                                + " broken 0 refused failed 3 behind 12 (0:00:05)",
                        "total 4,000 records in 0:00:04 (intrusion 400, connection 3,600); plugins: print 4,000"
                                + " failed 3 behind 12 (0:00:05), broken 0 refused failed 3 behind 12 (0:00:05)"),
                console.outLines());
    }

    @Test
    void shouldKeepTheTotalsOfPluginsThatStopFirst() {
        time.at(Duration.ofMillis(2500), () -> {
            services.removeSession(session);
            dispatcher.clear();
        });
        stopAfter(3, new DemoLines(console.streams(), places));

        assertTrue(console.out().contains("plugins: print 2,000"), console.out());
    }

    @Test
    void shouldNameTheFilesThatPluginsAreConfiguredToWrite() {
        ServicesRig.configurations(
                services,
                ScriptedConfigurations.of(Map.of(
                        "org.estreamer.plugin.file~demo", Map.of("path", "events.jsonl"),
                        "org.estreamer.session~demo", Map.of("path", "no plugin"))));

        assertEquals(List.of("output   " + folder.resolve("data/events.jsonl")), places.outputs());
    }

    @Test
    void shouldEndWithTheErrorsBelowTheTotalsWhenNothingCanCome() throws Exception {
        session.is(SessionStatus.State.FAILED, "port 8302 is taken", 0, 0);

        assertEquals(ExitStatus.FAILED, run(screen(80, 24)));
        assertTrue(console.err().contains("session demo has failed: port 8302 is taken"), console.err());
    }
}
