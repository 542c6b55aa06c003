package org.estreamer.deployer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.estreamer.deployer.gate.DeployerSettings;
import org.estreamer.pipeline.delivery.PluginFile.State;
import org.junit.jupiter.api.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Which settings open the gate, and which do not. */
class GateSettingsTest extends FileInstallRig {
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

    private static Configuration configuration(TestFramework framework) throws Exception {
        return framework
                .context()
                .getService(framework.context().getServiceReference(ConfigurationAdmin.class))
                .getConfiguration(DeployerSettings.PID, null);
    }
}
