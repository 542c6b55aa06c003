package org.estreamer.deployer.folders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.estreamer.deployer.Eventually;
import org.estreamer.deployer.JarMaker;
import org.estreamer.deployer.TestFramework;
import org.estreamer.deployer.gate.DeployerSettings;
import org.estreamer.deployer.gate.JarGate;
import org.estreamer.deployer.gate.PrivateCopy;
import org.estreamer.deployer.guard.Membership;
import org.estreamer.deployer.probe.DependentActivator;
import org.estreamer.deployer.running.PluginBundles;
import org.estreamer.pipeline.delivery.PluginFile;
import org.estreamer.pipeline.delivery.PluginFile.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;

/** What becomes of plugin files, in a real framework; the test says when to look. */
class PluginDeployerTest extends DeployerRig {
    @Test
    void shouldTellWhichPluginRuns() {
        Path path = put("probe.jar", probe("1.0.0"));
        assertEquals(new PluginFile(path.toString(), "probe", "1.0.0", State.RUNNING, ""), file(path));
        assertEquals(0, home.resolve("incoming").toFile().list().length, "no private copy is left behind");
    }

    @Test
    void shouldTellWhichPackageIsMissingAndStartWhenItComes() {
        Path path = put(
                "needy.jar",
                JarMaker.bundle("needy", "1.0.0")
                        .header("Import-Package", "com.acme.db;version=\"[1.2,2)\",org.osgi.framework"));
        assertEquals(State.WAITING, file(path).state());
        assertEquals(
                "it needs package com.acme.db from version 1.2.0 up to, not including, 2.0.0; it is started as soon as"
                        + " that is there",
                file(path).reason());

        put(
                "library.jar",
                JarMaker.bundle("library", "1.0.0")
                        .header("Export-Package", "com.acme.db;version=1.5")
                        .entry("com/acme/db/A.txt", "a"));
        deployer.look(true);
        assertEquals(State.RUNNING, file(path).state());
        assertEquals("", file(path).reason());
    }

    @Test
    void shouldTellWhichPlatformIsMissing() {
        Path path = put(
                "future.jar",
                JarMaker.bundle("future", "1.0.0")
                        .header("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\""));
        assertTrue(
                file(path).reason().startsWith("it needs the Java platform JavaSE"),
                file(path).reason());
    }

    @Test
    void shouldTellWhatAnActivatorThrewAndTryAgain() {
        Path path = put("dependent.jar", JarMaker.bundle("dependent", "1.0.0").activator(DependentActivator.class));
        assertEquals(State.WAITING, file(path).state());
        assertTrue(
                file(path)
                        .reason()
                        .matches("starting it failed: java\\.lang\\.IllegalStateException: the database is down \\(at"
                                + " \\S+DependentActivator\\.start\\(DependentActivator\\.java:\\d+\\).*"),
                file(path).reason());

        put("probe.jar", probe("1.0.0"));
        deployer.look(true);
        assertEquals(State.RUNNING, file(path).state());
    }

    @Test
    void shouldTryAgainAfterAWhileWithoutAnyEvent() {
        Path path = put("dependent.jar", JarMaker.bundle("dependent", "1.0.0").activator(DependentActivator.class));
        framework.context().registerService(Supplier.class, () -> "", null);
        deployer.look(false);
        assertEquals(State.WAITING, file(path).state(), "not at once");
        Eventually.that(
                () -> {
                    deployer.look(false);
                    return file(path).state() == State.RUNNING;
                },
                () -> file(path));
    }

    @Test
    void shouldRefuseAnotherVersionUnderAnotherName() {
        Path first = put("probe-1.0.0.jar", probe("1.0.0"));
        Path second = put("probe-1.1.0.jar", probe("1.1.0"));
        assertEquals(State.REFUSED, file(second).state());
        assertEquals("1.1.0", file(second).version());
        assertTrue(
                file(second).reason().contains("probe 1.0.0 is already there"),
                file(second).reason());
        assertTrue(
                file(second).reason().contains(first.toString()), file(second).reason());
        delete(first);
        assertTrue(framework.isActive("probe", "1.1.0"));
    }

    @Test
    void shouldRefuseABundleTheProductBringsItself() throws Exception {
        Bundle own = framework
                .context()
                .installBundle("own", new ByteArrayInputStream(probe("1.0.0").bytes()));
        Path path = put("probe.jar", probe("1.0.0"));
        assertEquals(State.REFUSED, file(path).state());
        assertTrue(file(path).reason().contains("remove this file"), file(path).reason());

        own.uninstall();
        deployer.look(true);
        assertEquals(State.RUNNING, file(path).state());
    }

    @Test
    void shouldKeepThePluginThatRunsWhenItsFileTurnsBad() {
        Path path = put("probe.jar", probe("1.0.0"));
        put("probe.jar", JarMaker.plain());
        assertTrue(framework.isActive("probe", "1.0.0"));
        assertEquals(State.RUNNING, file(path).state());
        assertTrue(
                file(path).reason().contains("not an OSGi bundle"), file(path).reason());
        put("probe.jar", probe("1.0.0"));
        assertEquals("", file(path).reason());
        assertEquals(1, framework.registrations.get());
    }

    @Test
    void shouldFreeANameWhenAFileTakesAnother() {
        put("a.jar", probe("1.0.0"));
        Path waiting = put("b.jar", probe("1.1.0"));
        put("a.jar", JarMaker.bundle("other", "1.0.0"));
        assertTrue(framework.isActive("other", "1.0.0"));
        assertEquals(State.RUNNING, file(waiting).state());
    }

    @Test
    void shouldLeaveAPluginStoppedThatSomebodyHasStopped() throws Exception {
        Path path = put("probe.jar", probe("1.0.0"));
        framework.bundle("probe").stop();
        assertEquals("the bundle is stopped by hand", file(path).reason());
        deployer.look(true);
        put("probe.jar", probe("1.1.0"));
        assertEquals(State.WAITING, file(path).state());
        assertEquals("1.1.0", file(path).version());
        assertEquals(1, framework.registrations.get());
    }

    @Test
    void shouldInstallAgainWhatSomebodyHasUninstalledWhenTheFileIsTouched() throws Exception {
        Path path = put("probe.jar", probe("1.0.0"));
        framework.bundle("probe").uninstall();
        assertEquals(State.WAITING, file(path).state());
        deployer.look(true);
        assertNull(framework.bundle("probe"));
        deployer.examine(path.toFile());
        assertTrue(framework.isActive("probe", "1.0.0"));
    }

    @Test
    void shouldNoticeWhatTheWatcherHasMissed() {
        Path path = put("probe.jar", probe("1.0.0"));
        probe("1.10.0").at(path);
        deployer.look(false);
        assertTrue(framework.isActive("probe", "1.0.0"), "the file may still change");
        deployer.look(false);
        assertTrue(framework.isActive("probe", "1.10.0"));
        TestFramework.delete(path);
        deployer.look(false);
        deployer.look(false);
        assertNull(framework.bundle("probe"));
        assertEquals(List.of(), deployer.files());
    }

    @Test
    void shouldRefuseAJarThatIsTooLarge() {
        deployer = deployer(Map.of("plugins.maxJarMebibytes", "1"));
        StringBuilder noise = new StringBuilder();
        Random random = new Random(1);
        while (noise.length() < 3 << 20) {
            noise.append((char) (' ' + random.nextInt(90)));
        }
        Path path = put("probe.jar", probe("1.0.0").entry("noise.txt", noise.toString()));
        assertEquals(
                "it is larger than 1 MiB (setting plugins.maxJarMebibytes)",
                file(path).reason());
        assertNull(framework.bundle("probe"));
    }

    /** What a full disk does: nothing can be written, neither by the gate nor by the framework. */
    @ParameterizedTest
    @ValueSource(strings = {"incoming", "cache/bundle1"})
    void shouldNameTheFolderThatTakesNoCopyAndTryAgain(String folder) throws Exception {
        Path blocked = Files.createFile(home.resolve(folder));
        Path path = put("probe.jar", probe("1.0.0"));
        assertEquals(State.WAITING, file(path).state());
        String reason = file(path).reason();
        assertTrue(reason.startsWith("there is no copy of it in " + home.resolve("incoming") + " ("), reason);
        assertTrue(reason.contains("Make room on the disk of that folder"), reason);
        Files.deleteIfExists(blocked); // the framework may have tidied up
        Eventually.that(
                () -> {
                    deployer.look(false);
                    return framework.isActive("probe", "1.0.0");
                },
                () -> file(path));
        assertEquals("", file(path).reason());
    }

    @Test
    void shouldInstallTheBytesItHasJudged() throws Exception {
        Path path = probe("1.0.0").at(plugins.resolve("probe.jar"));
        PluginBundles bundles = new PluginBundles(framework.context(), new Membership(framework.context()), false);
        try (PrivateCopy copy = PrivateCopy.of(path.toFile(), home.resolve("incoming"), 1 << 20)) {
            new JarGate(DeployerSettings.from(name -> null)).admit(copy.path(), copy.verified());
            // swapped between check and install
            JarMaker.bundle("evil", "6.6.6").at(path);
            bundles.install("probe", copy);
        }
        assertNotNull(framework.bundle("probe"));
        assertNull(framework.bundle("evil"));
    }

    @Test
    void shouldStartNothingWhereACommandOnlyLooks() throws Exception {
        Path fit = probe("1.0.0").at(plugins.resolve("probe.jar"));
        // comes before the one that it needs
        Path needy = JarMaker.bundle("needy", "1.0.0")
                .header("Import-Package", "given")
                .at(plugins.resolve("a.jar"));
        Path lonely = JarMaker.bundle("lonely", "1.0.0")
                .header("Import-Package", "missing")
                .at(plugins.resolve("b.jar"));
        Path giver = JarMaker.bundle("giver", "1.0.0")
                .header("Export-Package", "given")
                .at(plugins.resolve("c.jar"));

        deployer = deployer(Map.of(), true);

        assertTrue(deployer.looked());
        for (Path path : List.of(fit, needy, giver)) {
            assertEquals(State.RUNNING, file(path).state());
            assertEquals("", file(path).reason());
        }
        assertTrue(
                file(lonely).reason().contains("it needs package missing"),
                file(lonely).reason());
        assertEquals(Bundle.RESOLVED, framework.bundle("probe").getState());
    }

    @Test
    void shouldTakeALibraryAndSayThatItGetsNoRecords() {
        Path[] library = new Path[1];
        String told = messages(() -> library[0] = put("library.jar", JarMaker.bundle("library", "1.0.0")));
        assertEquals(State.RUNNING, file(library[0]).state());
        assertTrue(told.contains("library 1.0.0 is started") && told.contains("gets no records"), told);
    }

    @Test
    void shouldTakeAnOlderVersionAndTellSo() {
        put("probe.jar", probe("2.0.0"));
        String told = messages(() -> put("probe.jar", probe("1.10.0")));
        assertTrue(framework.isActive("probe", "1.10.0"));
        assertTrue(told.contains("probe goes back to version 1.10.0 from 2.0.0"), told);
        assertFalse(messages(() -> put("probe.jar", probe("1.11.0"))).contains("goes back"));
    }

    @Test
    void shouldTellOfAnOlderVersionAfterARestartToo() {
        Path path = put("probe.jar", probe("2.0.0"));
        delete(path);
        deployer = deployer(Map.of());
        assertTrue(
                messages(() -> put("probe-1.jar", probe("1.0.0"))).contains("probe goes back to version 1.0.0 from 2"));
        deployer = deployer(Map.of());
        assertFalse(messages(() -> deployer.look(true)).contains("goes back"), "it was told");
    }

    private static String messages(Runnable step) {
        PrintStream before = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            step.run();
        } finally {
            System.setErr(before);
        }
        return told.toString(StandardCharsets.UTF_8);
    }
}
