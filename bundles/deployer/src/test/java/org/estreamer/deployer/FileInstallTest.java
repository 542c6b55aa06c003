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
import org.estreamer.pipeline.delivery.PluginFile.State;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

/** The deployer's bundle beside the real FileInstall, on real files. */
class FileInstallTest extends FileInstallRig {
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
