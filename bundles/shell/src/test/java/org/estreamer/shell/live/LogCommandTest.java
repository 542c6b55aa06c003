package org.estreamer.shell.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.estreamer.pipeline.log.LogCheck;
import org.estreamer.shell.command.Console;
import org.estreamer.shell.command.PassingTime;
import org.estreamer.shell.command.UsageFault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogCommandTest {
    private final Services services = new Services();
    private final ScriptedLog log = new ScriptedLog();
    private final PassingTime time = new PassingTime();
    private final Console console = new Console();

    @BeforeEach
    void haveALog() {
        services.log = log;
    }

    private List<String> run(String... words) throws Exception {
        LiveCommands.of(services, time, "1.2.3").all().stream()
                .filter(command -> command.synopsis().name().equals("log"))
                .findFirst()
                .orElseThrow()
                .run(List.of(words), console.streams());
        return console.outLines();
    }

    private String refused(String... words) {
        return assertThrows(UsageFault.class, () -> run(words)).getMessage();
    }

    @Test
    void shouldShowEveryLogAndWhoHasAPlaceInIt() throws Exception {
        log.log("lab", 0, "", "no plugin reads it").log(
                "hq", 2500, "", "", ScriptedLog.gone("file-all", 1000, 1500), ScriptedLog.here("print", 2500, 0));
        time.at(
                Duration.ofMillis(250),
                () -> log.log(
                        "hq",
                        3000,
                        "its disk is full",
                        "",
                        ScriptedLog.gone("file-all", 1000, 2000),
                        ScriptedLog.here("print", 3000, 0)));

        assertEquals(
                List.of(
                        "log  oldest  arrived               newest  arrived               records/s              size"
                                + "  archive time          note",
                        "hq        0  2026-01-31T10:00:00Z   2,999  2026-01-31T11:00:00Z      2,000  1.2 MB of 8.6 GB"
                                + "  2023-11-14T22:13:20Z  held back: its disk is full",
                        "lab                                                                      0     0 B of 8.6 GB"
                                + "                        no plugin reads it",
                        "",
                        "log  plugin    is        behind     bytes      for  lost  note",
                        "hq   file-all  not here   2,000  800.0 kB  0:01:30    11  holds the log from record 1,000 on",
                        "hq   print     here           0       0 B  0:00:00     0"),
                run());
    }

    @Test
    void shouldSayThatNoServerHasALogYet() throws Exception {
        assertEquals(List.of("no logs"), run());
    }

    @Test
    void shouldSayWhatToDoWhereTheLogDoesNotRun() throws Exception {
        services.log = null;

        assertEquals(List.of(), run("verify", "hq"));
        assertTrue(console.err().startsWith("there is no log: look into"), console.err());
    }

    @Test
    void shouldSayWhatItHasChecked() throws Exception {
        log.checks.put("hq", new LogCheck(2, 1, 300, 120_000, List.of()));

        assertEquals(
                List.of("log hq: read 2 segments with 1 batch, 300 records, 120.0 kB", "every batch is sound"),
                run("verify", "hq"));
    }

    @Test
    void shouldShowEveryProblemWithoutWhatSteersATerminal() throws Exception {
        log.checks.put("hq", new LogCheck(1, 4, 300, 120_000, List.of("bytes are damaged", "\033[2Jmissing")));

        assertEquals(
                List.of(
                        "log hq: read 1 segment with 4 batches, 300 records, 120.0 kB",
                        "  bytes are damaged",
                        "  ?[2Jmissing",
                        "2 problems found"),
                run("verify", "hq"));
    }

    @Test
    void shouldNameTheLogsThereAreForOneThatIsNot() throws Exception {
        log.log("lab", 1, "", "").log("hq", 1, "", "");

        assertEquals(List.of("there is no log hp; there are: hq, lab"), run("verify", "hp"));
    }

    @Test
    void shouldSayWhyALogCannotBeRead() throws Exception {
        log.breaks("Input/output error");

        assertEquals(List.of("log hq cannot be read: Input/output error"), run("verify", "hq"));
    }

    @Test
    void shouldLetGoOfWhatIsKeptForAPlugin() throws Exception {
        log.log("hq", 100, "", "", ScriptedLog.gone("old", 40, 60)).log(
                "lab", 9, "", "", ScriptedLog.gone("old", 8, 1));

        assertEquals(
                List.of("nothing is kept for old any more; it was behind by 61 records. If it comes back, it may miss"
                        + " what has gone until then"),
                run("forget", "old"));
        assertEquals(List.of("old"), log.forgotten);
    }

    @Test
    void shouldGiveALogAnotherName() throws Exception {
        log.log("hq", 100, "", "");

        assertEquals(List.of("log hq is that of session head from now on"), run("rename", "hq", "head"));
        assertEquals(List.of("hq is head"), log.forgotten);
    }

    @Test
    void shouldSayWhyALogKeepsItsName() throws Exception {
        log.log("hq", 100, "", "").breaks("a session writes the log of hq");

        assertEquals(List.of("log hq keeps its name: a session writes the log of hq"), run("rename", "hq", "head"));
    }

    @Test
    void shouldLetGoOfALogAndSayWhoHadNotFinishedIt() throws Exception {
        log.log("hq", 100, "", "", ScriptedLog.here("print", 40, 60), ScriptedLog.here("file", 100, 0));

        assertEquals(List.of("log hq is gone; print had not finished 60 records"), run("forget", "hq"));
        assertEquals(List.of("log hq"), log.forgotten);
    }

    @Test
    void shouldSayWhyALogStays() throws Exception {
        log.log("hq", 100, "", "").breaks("a session writes the log of hq");

        assertEquals(List.of("log hq stays: a session writes the log of hq"), run("forget", "hq"));
    }

    @Test
    void shouldAskWhichIsMeantWhereAPluginAndALogHaveOneName() throws Exception {
        log.log("hq", 100, "", "", ScriptedLog.gone("hq", 40, 60));

        assertEquals("hq is a plugin and a log: say forget plugin hq, or forget log hq", refused("forget", "hq"));
        run("forget", "plugin", "hq");
        run("forget", "log", "hq");
        assertEquals(List.of("hq", "log hq"), log.forgotten);
    }

    @Test
    void shouldKeepWhatAPluginNeedsThatIsHere() throws Exception {
        log.log("hq", 100, "", "", ScriptedLog.here("print", 40, 60));

        assertEquals(
                List.of("plugin print is here and reads: remove its jar or its configuration first, then say it again"),
                run("forget", "print"));
    }

    @Test
    void shouldNameThePluginsThatHaveAPlaceForOneThatHasNone() throws Exception {
        log.log("hq", 100, "", "", ScriptedLog.here("print", 40, 60), ScriptedLog.gone("file", 40, 60));

        assertEquals(
                List.of("nothing is kept for a plugin prnt; plugins that have a place: file, print"),
                run("forget", "prnt"));
    }

    @Test
    void shouldSayWhichWordsAreRight() {
        log.log("hq", 1, "", "");

        assertEquals("log knows verify, rename and forget, but not purge", refused("purge", "hq"));
        assertEquals("verify takes the name of one log: hq", refused("verify"));
        assertEquals("rename takes the name of a log and the one it gets: hq", refused("rename", "hq"));
        assertEquals(
                "forget takes the name of one plugin or log. Plugins: none; logs: hq", refused("forget", "a", "b"));
    }
}
