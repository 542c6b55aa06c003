package org.estreamer.shell.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.estreamer.pipeline.session.SessionStatus.State;
import org.estreamer.shell.command.Console;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.PassingTime;
import org.estreamer.shell.command.UsageFault;
import org.estreamer.shell.configured.ConfiguredSessions;
import org.estreamer.shell.live.ScriptedConfigurations;
import org.estreamer.shell.live.ScriptedLog;
import org.estreamer.shell.live.ScriptedSession;
import org.estreamer.shell.live.Services;
import org.estreamer.shell.live.ServicesRig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisionTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Services services = new Services();
    private final PassingTime time = new PassingTime();
    private final Console console = new Console();
    private final List<String> told = new ArrayList<>();

    @TempDir
    Path etc;

    @BeforeEach
    void startTheLog() {
        ServicesRig.log(services, new ScriptedLog());
    }

    private int run(String... words) throws Exception {
        ConfiguredSessions configured = new ConfiguredSessions(services, etc);
        try {
            return new RunCommand(services, configured, time).run(List.of(words), console.streams());
        } finally {
            told.addAll(console.err().lines().toList());
        }
    }

    private ScriptedSession session(String name) {
        return ScriptedSession.in(services, name);
    }

    private void file(String name) throws Exception {
        Files.writeString(etc.resolve(name), "host = fmc\n");
    }

    private void assertGoesOnForAMinute() {
        time.interruptAt(MINUTE);
        assertThrows(InterruptedException.class, this::run);
        assertEquals(MINUTE, time.passed());
    }

    @Test
    void shouldEndWhenEverySessionHasFailedBeforeItMetAServer() throws Exception {
        session("hq").is(State.FAILED, "the identity client.p12 is not there", 0, 0);
        session("branch").is(State.FAILED, "unknown flag idz", 0, 0);

        assertEquals(ExitStatus.FAILED, run());
        assertEquals(
                List.of(
                        "estreamer: session branch has failed: unknown flag idz",
                        "estreamer: session hq has failed: the identity client.p12 is not there",
                        "estreamer: no session is left to run, so the program ends: correct what is said above, and start it"
                                + " again"),
                told);
        assertTrue(time.passed().isZero());
    }

    @Test
    void shouldEndWhereTheLogOfWhatArrivesDoesNotStart() throws Exception {
        ServicesRig.log(services, null);
        session("hq").is(State.WAITING, "no log", 0, 0);
        assertEquals(ExitStatus.FAILED, run());
        assertEquals(Supervision.PATIENCE, time.passed());
        assertTrue(told.get(0).contains("without a log of what arrives"), told::toString);
    }

    @Test
    void shouldGoOnWhileOneSessionTries() {
        session("hq").is(State.WAITING, "refused", 0, 0);
        session("branch").is(State.FAILED, "unknown flag idz", 0, 0);

        assertGoesOnForAMinute();
        assertEquals(List.of(), told);
    }

    @Test
    void shouldGoOnOnceAServerHasBeenMet() {
        ScriptedSession hq = session("hq").is(State.STREAMING, "", 10, 1);
        time.at(Duration.ofSeconds(20), () -> hq.is(State.FAILED, "the certificate has expired", 10, 1));

        assertGoesOnForAMinute();
        assertEquals(List.of(), told);
    }

    @Test
    void shouldWaitForTheSessionsThatAreStillToCome() throws Exception {
        file("org.estreamer.session-hq.cfg");
        file("org.estreamer.session-branch.cfg");
        session("branch").is(State.FAILED, "unknown flag idz", 0, 0);
        time.at(Duration.ofSeconds(5), () -> session("hq").is(State.CONNECTING, "", 0, 0));

        assertGoesOnForAMinute();
    }

    @Test
    void shouldBePatientWhileOneSessionAfterTheOtherComes() throws Exception {
        for (int number = 1; number <= 3; number++) {
            String name = "hq" + number;
            file("org.estreamer.session-" + name + ".cfg");
            State state = number == 3 ? State.CONNECTING : State.FAILED;
            time.at(Duration.ofSeconds(8L * number), () -> session(name).is(state, "", 0, 0));
        }

        assertGoesOnForAMinute();
        assertEquals(List.of(), told);
    }

    @Test
    void shouldNotGiveUpWhereABusyMachineTakesHalfAMinuteForASession() throws Exception {
        file("org.estreamer.session-hq.cfg");
        time.at(Duration.ofSeconds(30), () -> session("hq").is(State.CONNECTING, "", 0, 0));

        assertGoesOnForAMinute();
        assertEquals(1, told.size(), told.toString());
    }

    @Test
    void shouldWaitForTheSessionThatASimulatorMakes() throws Exception {
        Files.writeString(etc.resolve("org.estreamer.simulator-sim.cfg"), "port = 0\n session: sim\n");
        session("branch").is(State.FAILED, "unknown flag idz", 0, 0);
        time.at(
                Duration.ofSeconds(1),
                () -> ServicesRig.configurations(
                        services, ScriptedConfigurations.of("org.estreamer.simulator~sim", Map.of("session", "sim"))));
        time.at(Duration.ofSeconds(5), () -> session("sim").is(State.CONNECTING, "", 0, 0));

        assertGoesOnForAMinute();
        assertEquals(List.of(), told);
    }

    @Test
    void shouldNotWaitForASimulatorThatMakesNoSession() throws Exception {
        Files.writeString(etc.resolve("org.estreamer.simulator-sim.cfg"), "port = 8302\n");
        session("branch").is(State.FAILED, "unknown flag idz", 0, 0);

        assertEquals(ExitStatus.FAILED, run());
        assertTrue(time.passed().isZero());
    }

    @Test
    void shouldEndWhenNoConfigurationBecomesASession() throws Exception {
        file("org.estreamer.session-hq.cfg");

        assertEquals(ExitStatus.FAILED, run());
        assertTrue(told.get(0).startsWith("estreamer: session hq has not started"), told.toString());
        assertEquals(Supervision.LAST_PATIENCE, time.passed());
    }

    @Test
    void shouldNameTheFilesWhereTwoAreForOneSession() throws Exception {
        file("org.estreamer.session-hq.cfg");
        file("org.estreamer.session~hq.config");

        assertEquals(ExitStatus.FAILED, run());
        assertTrue(
                told.get(0)
                        .contains("org.estreamer.session-hq.cfg and org.estreamer.session~hq.config are for the same"),
                told.toString());
        assertEquals(Supervision.PATIENCE, time.passed());
    }

    @Test
    void shouldSayHowAFileIsCalledThatHasATilde() throws Exception {
        file("org.estreamer.session~hq.cfg");

        assertEquals(ExitStatus.FAILED, run());
        assertTrue(told.get(0).contains("rename it to org.estreamer.session-hq.cfg"), told.toString());
        assertEquals(Supervision.PATIENCE, time.passed());
    }

    @Test
    void shouldTellOnceOfASessionThatDoesNotCome() throws Exception {
        file("org.estreamer.session-lab.cfg");
        session("hq").is(State.WAITING, "refused", 0, 0);

        assertGoesOnForAMinute();
        assertEquals(1, told.size(), told.toString());
    }

    @Test
    void shouldSayOnceWhereToConfigureASessionAndGoOn() {
        assertGoesOnForAMinute();
        assertEquals(1, told.size(), told.toString());
        assertTrue(told.get(0).endsWith("into " + etc + "; it is taken up at once"), told.toString());
    }

    @Test
    void shouldAcceptTheConsoleAndNothingElse() {
        time.interruptAt(MINUTE);

        assertThrows(InterruptedException.class, () -> run("--console"));
        assertThrows(UsageFault.class, () -> run("--consoel"));
        assertThrows(UsageFault.class, () -> run("hq"));
    }
}
