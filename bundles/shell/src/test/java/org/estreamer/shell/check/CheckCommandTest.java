package org.estreamer.shell.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.estreamer.shell.command.Console;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.PassingTime;
import org.estreamer.shell.command.UsageFault;
import org.estreamer.shell.configured.ConfiguredSessions;
import org.estreamer.shell.live.ScriptedConfigurations;
import org.estreamer.shell.live.ScriptedSession;
import org.estreamer.shell.live.Services;
import org.estreamer.shell.live.ServicesRig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Services services = new Services();
    private final PassingTime time = new PassingTime();
    private final Console console = new Console();

    @TempDir
    Path etc;

    private int check(String... words) throws Exception {
        ConfiguredSessions configured = new ConfiguredSessions(services, etc);
        return new CheckCommand(services, configured, time, PATIENCE).run(List.of(words), console.streams());
    }

    private void file(String name) throws Exception {
        Files.writeString(etc.resolve(name), "host = fmc\n");
    }

    private ScriptedSession session(String name) {
        return ScriptedSession.in(services, name);
    }

    @Test
    void shouldPrintEachStepAlignedWithASummary() throws Exception {
        session("branch").step("name lookup", true, "10.0.0.2").step("tcp", false, "refused\nopen port 8302");
        session("hq").step("configuration", true, "").step("first message", true, "streaming information");

        assertEquals(ExitStatus.FAILED, check());
        assertEquals("""
                branch (branch.example:8302)
                  name lookup    ok      10.0.0.2
                  tcp            FAILED  refused
                                         open port 8302

                hq (hq.example:8302)
                  configuration  ok
                  first message  ok      streaming information

                1 of 2 sessions failed: branch
                """, console.out());
        assertEquals("", console.err());
    }

    @Test
    void shouldSucceedIfAllSessionsDo() throws Exception {
        session("hq").step("tcp", true, "connected");

        assertEquals(ExitStatus.OK, check());
        assertTrue(console.out().endsWith("\n1 session checked, all ok\n"), console.out());
    }

    @Test
    void shouldCheckTheNamedSessionsOnly() throws Exception {
        session("branch").step("tcp", false, "refused");
        session("hq").step("tcp", true, "connected");

        assertEquals(ExitStatus.OK, check("hq"));
        assertTrue(!console.out().contains("branch"), console.out());
    }

    @Test
    void shouldNameTheSessionsThereAre() throws Exception {
        session("branch");
        session("hq");

        assertEquals(ExitStatus.FAILED, check("hq", "lab"));
        assertEquals("estreamer: there is no session lab; configured: branch, hq\n", console.err());
    }

    @Test
    void shouldSayWhereToConfigureASession() throws Exception {
        assertEquals(ExitStatus.FAILED, check());
        assertEquals(
                "estreamer: no session is configured: put a file org.estreamer.session-NAME.cfg with host and identity"
                        + " into " + etc + "\n",
                console.err());
        assertTrue(
                time.passed().compareTo(PATIENCE.dividedBy(2)) < 0,
                time.passed().toString());
    }

    @Test
    void shouldWaitForSessionsWhoseFilesAreThere() throws Exception {
        file("org.estreamer.session-hq.cfg");
        file("org.estreamer.session-hq.cfg.bak");
        time.at(Duration.ofSeconds(5), () -> session("hq").step("tcp", true, "connected"));

        assertEquals(ExitStatus.OK, check());
        assertTrue(console.out().contains("hq (hq.example:8302)"), console.out());
    }

    @Test
    void shouldWaitForSessionsWhoseConfigurationsAreThere() throws Exception {
        ServicesRig.configurations(services, ScriptedConfigurations.of("org.estreamer.session~hq", Map.of()));
        time.at(Duration.ofSeconds(5), () -> session("hq").step("tcp", true, "connected"));

        assertEquals(ExitStatus.OK, check());
    }

    @Test
    void shouldReportAConfigurationThatNeverBecomesASession() throws Exception {
        file("org.estreamer.session-lab.cfg");
        session("hq").step("tcp", true, "connected");

        assertEquals(ExitStatus.FAILED, check());
        assertTrue(console.out().contains("lab\n  configuration  FAILED  it did not become a session"), console.out());
        assertTrue(console.out().endsWith("1 of 2 sessions failed: lab\n"), console.out());
        assertEquals(PATIENCE, time.passed());
    }

    @Test
    void shouldCountAFileAndItsConfigurationOnce() throws Exception {
        file("org.estreamer.session-lab.cfg");
        ServicesRig.configurations(
                services,
                ScriptedConfigurations.of(
                        "org.estreamer.session.0815",
                        Map.of(
                                "felix.fileinstall.filename",
                                etc.resolve("org.estreamer.session-lab.cfg")
                                        .toUri()
                                        .toString())));

        assertEquals(ExitStatus.FAILED, check());
        assertTrue(console.out().endsWith("1 of 1 session failed: lab\n"), console.out());
    }

    @Test
    void shouldSaveTheTrustOfOneSessionOnly() {
        session("branch");
        session("hq");

        UsageFault fault = assertThrows(UsageFault.class, () -> check("--save-trust", "fmc.pem"));
        assertTrue(fault.getMessage().endsWith("of branch, hq"), fault.getMessage());
    }

    @Test
    void shouldMakeWhatAServerSaysHarmless() throws Exception {
        session("hq").step("tls", true, "CN=\u001b[31mevil");

        assertEquals(ExitStatus.OK, check());
        assertTrue(console.out().contains("CN=?[31mevil"), console.out());
    }
}
