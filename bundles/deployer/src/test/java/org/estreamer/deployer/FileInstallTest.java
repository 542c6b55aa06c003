package org.estreamer.deployer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import org.estreamer.deployer.gate.DeployerSettings;
import org.estreamer.deployer.probe.RegisteringActivator;
import org.estreamer.pipeline.delivery.PluginFile;
import org.estreamer.pipeline.delivery.PluginFile.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The deployer's bundle beside the real FileInstall, on real files. */
class FileInstallTest {
    @TempDir
    Path home;

    private final Signer signer = Signer.create("CN=Publisher");
    private Path plugins;

    @BeforeEach
    void nameFolder() {
        plugins = home.resolve("plugins");
    }

    private TestFramework fresh() throws Exception {
        return fresh(Map.of());
    }

    private TestFramework fresh(Map<String, String> properties) throws Exception {
        return TestFramework.cached(home, properties)
                .withConfigurationAdmin()
                .withDeployer()
                .withFileInstall()
                .start();
    }

    private static JarMaker probe(String version) {
        return named("probe", version);
    }

    private static JarMaker named(String name, String version) {
        return JarMaker.bundle(name, version).activator(RegisteringActivator.class);
    }

    @Test
    void shouldRunADroppedPluginAndUnloadItWhenItsFileIsDeleted() throws Exception {
        try (TestFramework framework = fresh()) {
            Path file = probe("1.0.0").at(plugins.resolve("a name with spaces, ümlaut & 100%.jar"));
            framework.awaitActive("probe", "1.0.0");
            framework.awaitState(file, State.RUNNING);
            assertTrue(framework.bundle("probe").getLocation().startsWith("estreamer-plugin:"));
            WeakReference<ClassLoader> loader = framework.loader("probe");

            TestFramework.delete(file);

            framework.awaitGone("probe");
            TestFramework.awaitCollected(loader);
            Eventually.that(() -> framework.file(file) == null, () -> framework.file(file));
        }
    }

    @Test
    void shouldUpdateAnOverwrittenPluginInPlace() throws Exception {
        try (TestFramework framework = fresh()) {
            Path file = probe("1.0.0").at(plugins.resolve("probe.jar"));
            framework.awaitActive("probe", "1.0.0");
            long id = framework.bundle("probe").getBundleId();
            WeakReference<ClassLoader> loader = framework.loader("probe");

            probe("1.1.0").at(file);

            framework.awaitActive("probe", "1.1.0");
            assertEquals(id, framework.bundle("probe").getBundleId());
            assertEquals(2, framework.registrations.get(), "once before, once after");
            TestFramework.awaitCollected(loader);
        }
    }

    @Test
    void shouldRefuseACopyUnderAnotherNameUntilTheOriginalIsGone() throws Exception {
        try (TestFramework framework = fresh()) {
            Path original = probe("1.0.0").at(plugins.resolve("probe.jar"));
            framework.awaitActive("probe", "1.0.0");
            Path copy = probe("1.0.0").at(plugins.resolve("copy.jar"));
            framework.awaitState(copy, State.REFUSED);
            assertTrue(framework.file(copy).reason().contains(original.toString()));

            TestFramework.delete(copy);
            Eventually.that(() -> framework.file(copy) == null, () -> framework.file(copy));
            assertTrue(framework.isActive("probe", "1.0.0"));
            assertEquals(1, framework.registrations.get());

            probe("1.1.0").at(copy);
            framework.awaitState(copy, State.REFUSED);
            TestFramework.delete(original);
            framework.awaitActive("probe", "1.1.0");
            framework.awaitState(copy, State.RUNNING);
        }
    }

    @Test
    void shouldFollowARenamedFile() throws Exception {
        try (TestFramework framework = fresh()) {
            Path file = probe("1.0.0").at(plugins.resolve("probe.jar"));
            framework.awaitActive("probe", "1.0.0");
            Path renamed = Files.move(file, plugins.resolve("another.jar"));
            framework.awaitState(renamed, State.RUNNING);
            framework.awaitActive("probe", "1.0.0");
            assertNull(framework.file(file));
            assertEquals(2, framework.registrations.get());
        }
    }

    @Test
    void shouldTakeASlowlyCopiedJarOnceItIsWhole() throws Exception {
        try (TestFramework framework = fresh()) {
            byte[] jar = probe("1.0.0").bytes();
            Path file = plugins.resolve("probe.jar");
            Files.write(file, Arrays.copyOf(jar, jar.length / 2));
            framework.awaitState(file, State.REFUSED);
            assertTrue(framework.file(file).reason().contains("not a whole jar"));

            Files.write(file, Arrays.copyOfRange(jar, jar.length / 2, jar.length), StandardOpenOption.APPEND);

            framework.awaitActive("probe", "1.0.0");
            assertEquals(1, framework.registrations.get());
        }
    }

    @Test
    void shouldKeepAPluginRunningWhileItsFileIsOverwrittenSlowly() throws Exception {
        try (TestFramework framework = fresh()) {
            Path file = probe("1.0.0").at(plugins.resolve("probe.jar"));
            framework.awaitActive("probe", "1.0.0");
            byte[] jar = probe("1.1.0").bytes();
            Files.write(file, Arrays.copyOf(jar, jar.length / 2));
            Eventually.that(
                    () -> framework.file(file).reason().contains("not a whole jar"), () -> framework.file(file));
            assertTrue(framework.isActive("probe", "1.0.0"));
            assertEquals(State.RUNNING, framework.file(file).state());

            Files.write(file, jar);
            framework.awaitActive("probe", "1.1.0");
            Eventually.that(() -> framework.file(file).reason().isEmpty(), () -> framework.file(file));
        }
    }

    @Test
    void shouldDoNothingWhenAFileIsOnlyTouched() throws Exception {
        try (TestFramework framework = fresh()) {
            Path file = probe("1.0.0").at(plugins.resolve("probe.jar"));
            framework.awaitActive("probe", "1.0.0");
            long modified = framework.bundle("probe").getLastModified();

            assertTrue(file.toFile().setLastModified(System.currentTimeMillis() - 100_000));
            // dropped after it, so looked at no sooner
            named("later", "1.0.0").at(plugins.resolve("later.jar"));
            framework.awaitActive("later", "1.0.0");

            assertEquals(2, framework.registrations.get(), "one each");
            assertEquals(modified, framework.bundle("probe").getLastModified());
        }
    }

    @Test
    void shouldLeaveOtherFoldersToFileInstall() throws Exception {
        try (TestFramework framework = fresh()) {
            Path file = probe("1.0.0").at(home.resolve("deploy/probe.jar"));
            framework.awaitActive("probe", "1.0.0");
            assertTrue(framework.bundle("probe").getLocation().startsWith("file:"));
            assertNull(framework.file(file));
        }
    }

    @Test
    void shouldKeepOutWhatIsNotAJarFile() throws Exception {
        Path unpacked = Files.createDirectories(plugins.resolve("unpacked/META-INF"));
        Files.writeString(
                unpacked.resolve("MANIFEST.MF"),
                "Manifest-Version: 1.0\nBundle-ManifestVersion: 2\nBundle-SymbolicName: unpacked\n");
        named("zipped", "1.0.0").at(plugins.resolve("zipped.zip"));
        try (TestFramework framework = fresh(Map.of("felix.fileinstall.dir", plugins.toString()))) {
            // its name comes last, so it is looked at last
            probe("1.0.0").at(plugins.resolve("zz.jar"));
            framework.awaitActive("probe", "1.0.0");
            assertNull(framework.bundle("unpacked"));
            assertNull(framework.bundle("zipped"));
            assertEquals(1, framework.registrations.get());
        }
    }

    @Test
    void shouldPassOverWhatOnlyHasTheNameOfAJar() throws Exception {
        try (TestFramework framework = fresh()) {
            Path pipe = plugins.resolve("pipe.jar");
            // whoever opens one waits for somebody who writes
            assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
            Files.createSymbolicLink(plugins.resolve("linked.jar"), pipe);
            Files.createSymbolicLink(plugins.resolve("dangling.jar"), home.resolve("absent"));
            Files.createDirectory(plugins.resolve("folder.jar"));
            Path file = probe("1.0.0").at(plugins.resolve("zz.jar"));
            framework.awaitState(file, State.RUNNING);
            assertNull(framework.file(pipe));
            Files.delete(file);
            assertEquals(
                    0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
            framework.awaitGone("probe");
        }
    }

    @Test
    void shouldJudgeAHardLinkByItsContentEachTimeThatChanges() throws Exception {
        Path elsewhere = probe("1.0.0").at(home.resolve("elsewhere.jar"));
        try (TestFramework framework = fresh(signedBy(signer))) {
            Path file = Files.createLink(plugins.resolve("probe.jar"), elsewhere);
            framework.awaitState(file, State.REFUSED);
            Files.write(elsewhere, signer.sign(probe("1.0.0").bytes()));
            framework.awaitActive("probe", "1.0.0");
            Files.write(elsewhere, probe("6.6.6").bytes());
            Eventually.that(() -> framework.file(file).reason().contains("not signed"), () -> framework.file(file));
            assertTrue(framework.isActive("probe", "1.0.0"));
        }
    }

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

    private Map<String, String> signedBy(Signer signer) throws Exception {
        return Map.of(
                DeployerSettings.TRUST,
                "signed",
                DeployerSettings.KEY_STORE,
                signer.keyStore(home.resolve("trusted.p12")).toString(),
                DeployerSettings.KEY_STORE_PASSWORD,
                Signer.PASSWORD);
    }

    private Path plugins(String name) throws Exception {
        return Files.createDirectories(plugins).resolve(name);
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
    void shouldTakeNoConfigurationFromAPluginFolder() throws Exception {
        Path etc = Files.createDirectories(home.resolve("etc"));
        signer.pem(etc.resolve("trusted.pem"));
        Files.writeString(
                etc.resolve("org.estreamer.deployer.cfg"), "plugins.trust=signed\nplugins.keyStore=trusted.pem\n");
        Files.writeString(plugins("org.estreamer.deployer.cfg"), "plugins.trust=any\n");
        Path unsigned = probe("1.0.0").at(plugins("probe.jar"));
        try (TestFramework framework =
                fresh(Map.of("estreamer.etc", etc.toString(), "felix.fileinstall.dir", etc.toString()))) {
            framework.awaitState(unsigned, State.REFUSED);
            Files.writeString(plugins("org.estreamer.deployer.config"), "plugins.trust=\"any\"\n");
            JarMaker.move(signer.sign(named("signed", "1.0.0").bytes()), plugins.resolve("signed.jar"));
            framework.awaitActive("signed", "1.0.0");
            assertNull(framework.bundle("probe"));
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

    @Test
    void shouldFollowItsConfiguration() throws Exception {
        try (TestFramework framework = fresh()) {
            Path file = probe("1.0.0").at(plugins.resolve("probe.jar"));
            framework.awaitActive("probe", "1.0.0");
            Configuration configuration = configuration(framework);

            configuration.update(FrameworkUtil.asDictionary(Map.of("plugins.trust", "signed")));
            framework.awaitGone("probe");
            framework.awaitState(file, State.REFUSED);
            assertTrue(framework.file(file).reason().contains("plugins.keyStore"));

            configuration.update(FrameworkUtil.asDictionary(Map.of("plugins.trust", "any")));
            framework.awaitActive("probe", "1.0.0");
            framework.awaitState(file, State.RUNNING);
        }
    }

    private static Configuration configuration(TestFramework framework) throws Exception {
        return framework
                .context()
                .getService(framework.context().getServiceReference(ConfigurationAdmin.class))
                .getConfiguration(DeployerSettings.PID, null);
    }

    @Test
    void shouldLetNoConfigurationOpenWhatAPropertyHasClosed() throws Exception {
        try (TestFramework framework = fresh(Map.of("plugins.trust", "singed"))) {
            Path file = probe("1.0.0").at(plugins.resolve("probe.jar"));
            framework.awaitState(file, State.REFUSED);
            assertTrue(framework.file(file).reason().contains("'singed'"));
            configuration(framework).update(FrameworkUtil.asDictionary(Map.of("plugins.trust", "any")));

            // looked at after the configuration came
            Path later = named("later", "1.0.0").at(plugins.resolve("later.jar"));
            framework.awaitState(later, State.REFUSED);
            assertFalse(framework.isActive("probe", "1.0.0"));
            assertNull(framework.bundle("later"));
        }
    }

    @Test
    void shouldHaveAnActivatorAndNeedNoComponentRuntime() throws Exception {
        try (TestFramework framework = fresh()) {
            Bundle deployer = framework.bundle("org.estreamer.deployer");
            assertNotNull(deployer);
            assertEquals(
                    DeployerActivator.class.getName(), deployer.getHeaders().get("Bundle-Activator"));
            assertNull(deployer.getHeaders().get("Service-Component"));
            assertFalse(new File(home.toFile(), "data").exists());
        }
    }
}
