package org.estreamer.deployer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.estreamer.deployer.gate.DeployerSettings;
import org.estreamer.deployer.probe.RegisteringActivator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A framework with the deployer and FileInstall, and folders that both of them watch. */
abstract class FileInstallRig {
    @TempDir
    Path home;

    final Signer signer = Signer.create("CN=Publisher");
    Path plugins;

    @BeforeEach
    void nameFolder() {
        plugins = home.resolve("plugins");
    }

    TestFramework fresh() throws Exception {
        return fresh(Map.of());
    }

    TestFramework fresh(Map<String, String> properties) throws Exception {
        return TestFramework.cached(home, properties)
                .withConfigurationAdmin()
                .withDeployer()
                .withFileInstall()
                .start();
    }

    static JarMaker probe(String version) {
        return named("probe", version);
    }

    static JarMaker named(String name, String version) {
        return JarMaker.bundle(name, version).activator(RegisteringActivator.class);
    }

    Map<String, String> signedBy(Signer signer) throws Exception {
        return Map.of(
                DeployerSettings.TRUST,
                "signed",
                DeployerSettings.KEY_STORE,
                signer.keyStore(home.resolve("trusted.p12")).toString(),
                DeployerSettings.KEY_STORE_PASSWORD,
                Signer.PASSWORD);
    }

    Path plugins(String name) throws Exception {
        return Files.createDirectories(plugins).resolve(name);
    }
}
