package org.estreamer.deployer.folders;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.estreamer.deployer.JarMaker;
import org.estreamer.deployer.TestFramework;
import org.estreamer.deployer.gate.DeployerSettings;
import org.estreamer.deployer.guard.Membership;
import org.estreamer.deployer.probe.RegisteringActivator;
import org.estreamer.deployer.running.DigestLedger;
import org.estreamer.deployer.running.PluginBundles;
import org.estreamer.deployer.running.PluginRunner;
import org.estreamer.pipeline.delivery.PluginFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A deployer in a real framework; the test says when to look. */
abstract class DeployerRig {
    @TempDir
    Path home;

    TestFramework framework;
    Path plugins;
    PluginDeployer deployer;
    CountDownLatch late;

    @BeforeEach
    void startFramework() throws Exception {
        framework = TestFramework.bare(home);
        plugins = Files.createDirectories(home.resolve("plugins")).toRealPath();
        late = new CountDownLatch(1);
        deployer = deployer(Map.of());
    }

    /** How long a plugin's start or stop is waited for. */
    Duration patience() {
        return Duration.ofSeconds(20);
    }

    PluginDeployer deployer(Map<String, String> settings) {
        return deployer(settings, false);
    }

    PluginDeployer deployer(Map<String, String> settings, boolean startsNone) {
        PluginBundles bundles = new PluginBundles(framework.context(), new Membership(framework.context()), startsNone);
        DigestLedger ledger = new DigestLedger(home.resolve("digests"));
        PluginDeployer made = new PluginDeployer(
                new PluginFolders(List.of(plugins.toFile())),
                bundles,
                new PluginRunner(bundles, ledger, patience(), late::countDown),
                home.resolve("incoming"),
                home.resolve("etc"),
                DeployerSettings.from(settings::get),
                Runnable::run);
        made.look(false);
        return made;
    }

    @AfterEach
    void stopFramework() {
        openLatch("probe.start");
        openLatch("probe.stop");
        framework.close();
    }

    static void openLatch(String name) {
        if (System.getProperties().remove(name) instanceof CountDownLatch latch) {
            latch.countDown();
        }
    }

    Path put(String file, JarMaker jar) {
        Path path = jar.at(plugins.resolve(file));
        deployer.examine(path.toFile());
        return path;
    }

    void delete(Path path) {
        TestFramework.delete(path);
        deployer.remove(path.toFile());
    }

    PluginFile file(Path path) {
        return deployer.files().stream()
                .filter(file -> file.file().equals(path.toString()))
                .findFirst()
                .orElseThrow();
    }

    static JarMaker probe(String version) {
        return JarMaker.bundle("probe", version).activator(RegisteringActivator.class);
    }
}
