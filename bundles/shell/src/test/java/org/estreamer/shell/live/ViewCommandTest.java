package org.estreamer.shell.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.estreamer.pipeline.delivery.PluginFile;
import org.estreamer.pipeline.delivery.PluginStatus;
import org.estreamer.pipeline.session.SessionStatus;
import org.estreamer.shell.command.Console;
import org.estreamer.shell.command.PassingTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewCommandTest {
    private final Services services = new Services();
    private final ScriptedDispatcher dispatcher = new ScriptedDispatcher();
    private final Console console = new Console();

    ViewCommandTest() {
        services.dispatcher = dispatcher;
    }

    private int run(String command, String... words) throws InterruptedException {
        return LiveCommands.of(services, new PassingTime(), "1.2.3").run(command, List.of(words), console.streams());
    }

    private ScriptedSession session(SessionStatus.State state) {
        return ScriptedSession.in(services, "hq").is(state, "", 2000, 3);
    }

    @Test
    void shouldTellMonitoringThatAllIsWell() throws Exception {
        session(SessionStatus.State.STREAMING);

        assertEquals(0, run("status"));
        assertEquals("OK", console.outLines().get(0));
    }

    @Test
    void shouldWarnMonitoringOfASessionThatTries() throws Exception {
        session(SessionStatus.State.WAITING);

        assertEquals(1, run("status"));
        assertEquals("WARNING: session hq is waiting", console.outLines().get(0));
    }

    @Test
    void shouldWarnMonitoringWhereTheDefaultsOfSettingsCount() throws Exception {
        session(SessionStatus.State.STREAMING);
        ServicesRig.log(services, new ScriptedLog().misconfigured("org.estreamer.log.cfg: maxMegabytes is 0"));

        assertEquals(1, run("status"));
        assertEquals(
                "WARNING: org.estreamer.log.cfg: maxMegabytes is 0",
                console.outLines().get(0));
    }

    @Test
    void shouldAlarmMonitoringWhereNothingCanBeReceived() throws Exception {
        assertEquals(2, run("status"));
        assertEquals(
                "CRITICAL: no session is there, so nothing is received",
                console.outLines().get(0));
    }

    @Test
    void shouldAlarmMonitoringOfAPluginThatIsRefusedButNotInTheListOfSessions() throws Exception {
        session(SessionStatus.State.STREAMING);
        dispatcher.plugin("file", PluginStatus.State.REFUSED, "it has no author", 0);

        assertEquals(2, run("plugins"));
        assertEquals(0, run("sessions"));
        assertEquals(2, run("status"));
    }

    @Test
    void shouldAlarmMonitoringOfALogThatIsHeldBack() throws Exception {
        services.log = new ScriptedLog().log("hq", 100, "its disk is full", "");

        assertEquals(2, run("log"));
    }

    @Test
    void shouldWarnMonitoringOfAJarThatDoesNotRun() throws Exception {
        services.folder = () -> List.of(new PluginFile("b.jar", "", "", PluginFile.State.REFUSED, "it is not signed"));

        assertEquals(1, run("plugins"));
    }

    @Test
    void shouldAlarmMonitoringOfAConfigurationFileThatCannotBeRead(@TempDir Path etc) throws Exception {
        session(SessionStatus.State.STREAMING);
        services.etc = etc;
        assertEquals(0, run("status"));

        Files.writeString(etc.resolve("org.estreamer.session-two.cfg"), "identityPassword=Secret\\user1");
        assertEquals(2, run("status"));
        assertTrue(
                console.out().contains("org.estreamer.session-two.cfg: it is not read: in line 1 stands \\u"),
                console.out());
    }

    @Test
    void shouldCountByKindWhatIsNotKnown() throws Exception {
        session(SessionStatus.State.STREAMING);

        for (String view : List.of("status", "sessions")) {
            run(view);
            assertTrue(
                    console.out().contains("hq has sent what is not known here: record type 6000 (2)"), console.out());
        }
    }

    /** Whoever reads this by machine depends on these names: a change is another version of the shape. */
    @Test
    void shouldKeepTheShapeOfItsJson() throws Exception {
        session(SessionStatus.State.STREAMING);

        assertEquals(0, run("sessions", "--json"));
        String json = console.out();
        assertTrue(
                json.startsWith("{\"version\":1,\"time\":\"2026-01-31T12:00:00Z\",\"health\":\"ok\",\"problems\":[],"
                        + "\"process\":{\"version\":\"1.2.3\",\"upSeconds\":"),
                json);
        assertTrue(
                json.contains(
                        "\"sessions\":[{\"name\":\"hq\",\"address\":\"hq.example:8302\",\"state\":\"streaming\","
                                + "\"since\":\"2026-01-31T11:59:00Z\",\"detail\":\"\",\"records\":2000,\"bytes\":200000,\"faults\":1,\"unknown\":2,"
                                + "\"repeated\":7,\"connects\":3,\"archiveTimestamp\":1700000000,\"unknownKinds\":{\"record type 6000\":2}"),
                json);
        assertTrue(json.contains("\"perSecond\":0.0"), json);
    }

    @Test
    void shouldKeepJsonInOneAsciiLineWhateverAServerSays() throws Exception {
        ScriptedSession.in(services, "hq").is(SessionStatus.State.FAILED, "\"\\\n\u0085\u202e\u001b[2Jé", 0, 0);

        run("status", "--json");

        String json = console.out();
        assertTrue(json.strip().chars().allMatch(letter -> letter >= 0x20 && letter < 0x7F), json);
        assertTrue(json.contains("\\\"\\\\\\u000a\\u0085\\u202e\\u001b[2J\\u00e9"), json);
    }

    @Test
    void shouldSayInALineWhatFlows() {
        session(SessionStatus.State.STREAMING);
        dispatcher.plugin("file", PluginStatus.State.SLOW, "", 20);

        assertEquals(
                "WARNING: from hq 0/s, streaming; to file 0/s, slow, behind by 12 (0:00:05)",
                Overview.flow(new Gauges(services, new PassingTime(), null).take()));
    }
}
