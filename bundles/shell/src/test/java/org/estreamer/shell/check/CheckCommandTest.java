package org.estreamer.shell.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.estreamer.pipeline.delivery.PluginFile;
import org.estreamer.plugin.Checkable;
import org.estreamer.shell.command.Console;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.PassingTime;
import org.estreamer.shell.command.UsageFault;
import org.estreamer.shell.configured.ConfiguredSessions;
import org.estreamer.shell.live.ScriptedConfigurations;
import org.estreamer.shell.live.ScriptedDispatcher;
import org.estreamer.shell.live.ScriptedLog;
import org.estreamer.shell.live.ScriptedSession;
import org.estreamer.shell.live.Services;
import org.estreamer.shell.live.ServicesRig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

class CheckCommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Services services = new Services();
    private final PassingTime time = new PassingTime();
    private final Console console = new Console();

    @TempDir
    Path etc;

    private Map<String, String> unread = Map.of();
    private Bundle[] bundles = {};
    private List<PluginFile> jars = List.of();

    private int check(String... words) throws Exception {
        ServicesRig.folder(services, () -> jars);
        ConfiguredSessions configured = new ConfiguredSessions(services, etc);
        return new CheckCommand(services, configured, Outputs.of(services, unread, bundles), time, PATIENCE)
                .run(List.of(words), console.streams());
    }

    private void file(String name) throws Exception {
        Files.writeString(etc.resolve(name), "host = fmc\n");
    }

    /** A plugin's bundle with a class that tries its configurations, as its manifest, its components and its services say. */
    private Bundle plugin(Class<? extends Checkable> check) {
        Map<String, String> files = Map.of(
                "OSGI-INF/file.xml",
                "<scr:component name=\"file\" configuration-pid=\"org.estreamer.plugin.file\">",
                "META-INF/services/org.estreamer.plugin.Checkable",
                check.getName());
        return (Bundle) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Bundle.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getSymbolicName" -> "org.estreamer.plugin.file";
                    case "getHeaders" ->
                        FrameworkUtil.asDictionary(Map.of(
                                "Import-Package", "org.estreamer.plugin;version=\"[1.0,2)\"",
                                "Service-Component", "OSGI-INF/file.xml"));
                    case "findEntries" ->
                        Collections.enumeration(List.of(url(files.get(arguments[0] + "" + arguments[1]))));
                    case "getEntry" -> url(files.get(arguments[0]));
                    case "loadClass" -> check;
                    case "getBundleId" -> 7L;
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> 7;
                    default -> null;
                });
    }

    private URL url(String content) throws IOException {
        return Files.writeString(Files.createTempFile(etc, "entry", ""), content)
                .toUri()
                .toURL();
    }

    private void configured(Class<? extends Checkable> check) {
        bundles = new Bundle[] {plugin(check)};
        ServicesRig.configurations(
                services, ScriptedConfigurations.of("org.estreamer.plugin.file~all", Map.of("path", "events.json")));
    }

    /** Passes a step that shows what it was given. */
    public static final class Passing implements Checkable {
        @Override
        public String pid() {
            return "org.estreamer.plugin.file";
        }

        @Override
        public void check(Map<String, ?> settings, Check check) {
            check.step("file", true, String.valueOf(settings.get("path")));
        }
    }

    /** Tells of its failure by an exception. */
    public static final class Failing implements Checkable {
        @Override
        public String pid() {
            return "org.estreamer.plugin.file";
        }

        @Override
        public void check(Map<String, ?> settings, Check check) throws IOException {
            throw new IOException("the disk is\u001b[2J gone");
        }
    }

    @Test
    void shouldTryEachConfiguredOutputWithoutItsPluginBeingThere() throws Exception {
        session("hq").step("tcp", true, "connected");
        configured(Passing.class);

        assertEquals(ExitStatus.OK, check());
        assertTrue(console.out().endsWith("""
                1 session checked, all ok
                org.estreamer.plugin.file~all
                  configuration  ok      for org.estreamer.plugin.file
                  file           ok      events.json

                1 output checked, all ok
                """), console.out());
    }

    @Test
    void shouldFailWhereAnOutputDoesOrItsConfigurationHasASlip() throws Exception {
        session("hq").step("tcp", true, "connected");
        configured(Failing.class);

        assertEquals(ExitStatus.FAILED, check());
        assertTrue(console.out().contains("  check          FAILED  the disk is"), console.out());
        assertTrue(console.out().chars().noneMatch(letter -> letter == 0x1B), console.out());
        assertTrue(console.out().endsWith("1 of 1 output failed: org.estreamer.plugin.file~all\n"), console.out());

        ServicesRig.dispatcher(services, new ScriptedDispatcher().objecting("a.cfg: pth: unknown setting"));
        assertEquals(ExitStatus.FAILED, check());
        assertTrue(console.out().contains("  configuration  FAILED  a.cfg: pth: unknown setting"), console.out());
    }

    @Test
    void shouldFailForFilesThatNobodyReadsAndJarsThatAreRefused() throws Exception {
        session("hq").step("tcp", true, "connected");
        unread = Map.of("org.estreamer.sesion-x.cfg", "did you mean org.estreamer.session?");
        jars = List.of(new PluginFile("b.jar", "", "", PluginFile.State.REFUSED, "it is not signed"));

        assertEquals(ExitStatus.FAILED, check());
        assertTrue(console.out().contains("""
                org.estreamer.sesion-x.cfg
                  file           FAILED  did you mean org.estreamer.session?

                b.jar
                  jar            FAILED  it is not signed
                """), console.out());
        assertTrue(console.out().endsWith("2 of 2 outputs failed: org.estreamer.sesion-x.cfg, b.jar\n"), console.out());
        assertEquals(ExitStatus.OK, check("hq"));
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

    @Test
    void shouldFailWhereTheLogWorksWithItsDefaults() throws Exception {
        ScriptedSession.in(services, "hq");
        ServicesRig.log(services, new ScriptedLog().misconfigured("org.estreamer.log.cfg: maxMegabytes is 0"));
        assertEquals(ExitStatus.FAILED, check());
        assertTrue(console.out().contains("org.estreamer.log.cfg: maxMegabytes is 0"), console.out());
    }
}
