package org.estreamer.deployer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.estreamer.pipeline.delivery.PluginFile;
import org.estreamer.pipeline.delivery.PluginFile.State;
import org.junit.jupiter.api.Test;

/** What a former run, or another watcher, has left in the framework. */
class FormerRunTest extends FileInstallRig {
    @Test
    void shouldBringACachedFrameworkInLineWithTheFolder() throws Exception {
        Path gone = named("gone", "1.0.0").at(plugins("gone.jar"));
        Path changed = named("changed", "1.0.0").at(plugins("changed.jar"));
        named("kept", "1.0.0").at(plugins("kept.jar"));
        long modified;
        try (TestFramework framework = fresh()) {
            framework.awaitActive("gone", "1.0.0");
            framework.awaitActive("changed", "1.0.0");
            framework.awaitActive("kept", "1.0.0");
            modified = framework.bundle("kept").getLastModified();
        }
        TestFramework.delete(gone);
        named("changed", "1.1.0").at(changed);
        named("fresh", "1.0.0").at(plugins("fresh.jar"));

        try (TestFramework framework = TestFramework.cached(home, Map.of()).start()) {
            framework.awaitActive("fresh", "1.0.0");
            framework.awaitActive("changed", "1.1.0");
            framework.awaitActive("kept", "1.0.0");
            assertNull(framework.bundle("gone"));
            assertEquals(modified, framework.bundle("kept").getLastModified());
            assertEquals(3, framework.registrations.get(), "nothing was started twice, and nothing old");

            TestFramework.delete(changed);
            framework.awaitGone("changed");
        }
    }

    @Test
    void shouldTakeOverWhatAnotherWatcherHasTakenFromItsFolder() throws Exception {
        Map<String, String> watched = Map.of("felix.fileinstall.dir", plugins.toString());
        try (TestFramework framework = TestFramework.cached(home, watched)
                .withConfigurationAdmin()
                .withFileInstall()
                .start()) {
            Path file = probe("1.0.0").at(plugins.resolve("probe.jar"));
            framework.awaitActive("probe", "1.0.0");
            assertTrue(framework.bundle("probe").getLocation().startsWith("file:"));

            framework.withDeployer();

            framework.awaitState(file, State.RUNNING);
            assertTrue(framework.bundle("probe").getLocation().startsWith("estreamer-plugin:"));
            TestFramework.delete(file);
            framework.awaitGone("probe");
        }
    }

    @Test
    void shouldNotStartWhatAFormerRunHasLetInBeforeItIsJudgedAgain() throws Exception {
        Path unsigned = probe("1.0.0").at(plugins("probe.jar"));
        try (TestFramework framework = fresh()) {
            framework.awaitActive("probe", "1.0.0");
        }
        Path signed = JarMaker.move(signer.sign(named("signed", "1.0.0").bytes()), plugins.resolve("signed.jar"));

        try (TestFramework framework =
                TestFramework.cached(home, signedBy(signer)).start()) {
            framework.awaitActive("signed", "1.0.0");
            assertNull(framework.bundle("probe"));
            assertEquals(1, framework.registrations.get());
            assertEquals(State.RUNNING, framework.file(signed).state());
            PluginFile refused = framework.file(unsigned);
            assertEquals(State.REFUSED, refused.state());
            assertTrue(refused.reason().contains("not signed"));
        }
    }

    @Test
    void shouldNotStartWhatTheConfigurationOnlyJustComingKeepsOut() throws Exception {
        Path etc = Files.createDirectories(home.resolve("etc"));
        signer.keyStore(etc.resolve("trusted.p12"));
        Files.writeString(
                etc.resolve("org.estreamer.deployer.cfg"),
                "plugins.trust=signed\nplugins.keyStore=trusted.p12\nplugins.keyStorePassword=" + Signer.PASSWORD
                        + "\n");
        Path unsigned = probe("1.0.0").at(plugins("probe.jar"));
        JarMaker.move(signer.sign(named("signed", "1.0.0").bytes()), plugins.resolve("signed.jar"));

        try (TestFramework framework =
                fresh(Map.of("estreamer.etc", etc.toString(), "felix.fileinstall.dir", etc.toString()))) {
            framework.awaitActive("signed", "1.0.0");
            framework.awaitState(unsigned, State.REFUSED);
            assertEquals(1, framework.registrations.get(), "the unsigned one has never run");
        }
    }
}
