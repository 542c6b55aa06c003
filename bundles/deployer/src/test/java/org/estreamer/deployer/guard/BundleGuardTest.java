package org.estreamer.deployer.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.estreamer.deployer.Eventually;
import org.estreamer.deployer.JarMaker;
import org.estreamer.deployer.Signer;
import org.estreamer.deployer.TestFramework;
import org.estreamer.deployer.probe.RegisteringActivator;
import org.estreamer.pipeline.delivery.PluginFile;
import org.estreamer.pipeline.delivery.PluginFile.State;
import org.estreamer.pipeline.delivery.PluginFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** What comes in past the gate, whoever installs it, with trust in signed jars only. */
class BundleGuardTest {
    private static final String DELIVERY = "mvn:org.estreamer/org.estreamer.deployer/1.0.0";

    @TempDir
    Path home;

    private final Map<String, String> properties = new HashMap<>();
    private Signer signer;

    @BeforeEach
    void trustOneSigner() throws Exception {
        signer = Signer.create("CN=Publisher");
        properties.put("plugins.trust", "signed");
        properties.put(
                "plugins.keyStore", signer.pem(home.resolve("trusted.pem")).toString());
    }

    /** As in the distribution: nothing else has a place in this framework. */
    private TestFramework alone() throws Exception {
        Path folder = home.resolve("bundle");
        properties.put("estreamer.bundles", "reference:file:" + folder);
        return TestFramework.cached(home, properties)
                .withDeployer()
                .withDeliveredFileInstall(folder)
                .start();
    }

    /** As in a container with bundles of others. */
    private TestFramework container() throws Exception {
        return TestFramework.cached(home, properties).withDeployer(DELIVERY).start();
    }

    private static JarMaker probe() {
        return JarMaker.bundle("probe", "1.0.0").activator(RegisteringActivator.class);
    }

    private static Bundle install(TestFramework framework, String location, JarMaker jar) throws BundleException {
        return framework.context().installBundle(location, new ByteArrayInputStream(jar.bytes()));
    }

    private void assertThatOnlyASignedPluginComesIn(TestFramework framework) throws Exception {
        JarMaker signed = JarMaker.bundle("signed", "1.0.0").activator(RegisteringActivator.class);
        Path file = JarMaker.move(signer.sign(signed.bytes()), home.resolve("plugins/signed.jar"));
        framework.awaitActive("signed", "1.0.0");
        framework.awaitState(file, State.RUNNING);
        assertNull(framework.bundle("probe"));
        assertEquals(1, framework.registrations.get());
    }

    @Test
    void shouldLetNothingInFromAnotherWatchedFolder() throws Exception {
        Files.createDirectories(home.resolve("deploy"));
        probe().at(home.resolve("deploy/probe.jar"));
        try (TestFramework framework = alone()) {
            assertThatOnlyASignedPluginComesIn(framework);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"anything", "reference:file:HOME/bundle/probe.jar", "estreamer-plugin:probe.jar?in=/x"})
    void shouldLetNothingInThatSomebodyInstalls(String location) throws Exception {
        try (TestFramework framework = alone()) {
            probe().at(home.resolve("bundle/probe.jar"));
            Bundle bundle = install(framework, location.replace("HOME", home.toString()), probe());
            assertEquals(Bundle.UNINSTALLED, bundle.getState());
            assertThrows(IllegalStateException.class, bundle::start);
            assertThatOnlyASignedPluginComesIn(framework);
        }
    }

    @Test
    void shouldLetNobodyUpdateWhatIsDeliveredOrLetIn() throws Exception {
        try (TestFramework framework = alone()) {
            assertThatOnlyASignedPluginComesIn(framework);
            for (String name : List.of("org.apache.felix.fileinstall", "signed")) {
                Bundle bundle = framework.bundle(name);
                byte[] evil =
                        probe().header("Bundle-SymbolicName", "evil." + name).bytes();
                BundleException refused =
                        assertThrows(BundleException.class, () -> bundle.update(new ByteArrayInputStream(evil)));
                assertTrue(
                        refused.getMessage().contains("Resolver hook prevented"),
                        () -> refused + " " + refused.getCause());
            }
            Eventually.that(() -> framework.bundle("org.apache.felix.fileinstall") == null, () -> "it is still there");
            framework.awaitActive("signed", "1.0.0");
            assertEquals(2, framework.registrations.get(), "nothing else was started");
        }
    }

    @Test
    void shouldBringBackAPluginThatAnotherWatcherHasExchanged() throws Exception {
        try (TestFramework framework = alone()) {
            assertThatOnlyASignedPluginComesIn(framework);
            Bundle plugin = framework.bundle("signed");
            AtomicInteger evil = new AtomicInteger();
            framework.context().addServiceListener(event -> {
                if (event.getServiceReference().getBundle().getHeaders().get("Bundle-Description") != null) {
                    evil.incrementAndGet();
                }
            });
            long before = plugin.getLastModified();
            // FileInstall updates the bundle of that name and version, wherever it has come from
            JarMaker.bundle("signed", "1.0.0")
                    .activator(RegisteringActivator.class)
                    .header("Bundle-Description", "evil")
                    .at(home.resolve("deploy/evil.jar"));
            Eventually.that(
                    () -> plugin.getLastModified() != before
                            && plugin.getState() == Bundle.ACTIVE
                            && plugin.getHeaders().get("Bundle-Description") == null,
                    plugin::getHeaders);
            assertEquals(0, evil.get(), "the other one was started");
        }
    }

    @Test
    void shouldTakeNoExtensionOfTheFramework() throws Exception {
        try (TestFramework framework = alone()) {
            JarMaker extension = probe().header("Fragment-Host", "system.bundle; extension:=framework")
                    .header("ExtensionBundle-Activator", RegisteringActivator.class.getName());
            assertThrows(BundleException.class, () -> install(framework, "extension", extension));
            assertThatOnlyASignedPluginComesIn(framework);
        }
    }

    @Test
    void shouldNotStartWhatIsInTheCacheOfARunThatTrustedAll() throws Exception {
        Files.createDirectories(home.resolve("deploy"));
        probe().at(home.resolve("deploy/probe.jar"));
        properties.put("plugins.trust", "any");
        try (TestFramework framework = alone()) {
            framework.awaitActive("probe", "1.0.0");
        }
        properties.put("plugins.trust", "signed");
        try (TestFramework framework = TestFramework.cached(home, properties).start()) {
            assertThatOnlyASignedPluginComesIn(framework);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Import-Package: org.estreamer.pipeline.delivery",
                "Import-Package: org.estreamer.pipeline.delivery;resolution:=optional",
                "DynamicImport-Package: org.estreamer.*",
                "Require-Bundle: org.estreamer.deployer",
                "Fragment-Host: org.estreamer.deployer",
                "Require-Capability: osgi.identity;filter:=\"(osgi.identity=org.estreamer.deployer)\"",
                "Provide-Capability: osgi.service;objectClass:List<String>=\"org.acme.A,org.estreamer.plugin.Plugin\"",
                "Export-Package: org.estreamer.pipeline.delivery",
                "Bundle-SymbolicName: org.estreamer.plugin.file"
            })
    void shouldKeepOutOfAContainerWhatHasToDoWithUs(String header) throws Exception {
        String[] nameAndValue = header.split(": ", 2);
        try (TestFramework framework = container()) {
            Bundle bundle = install(framework, "mvn:com.acme/acme/1", probe().header(nameAndValue[0], nameAndValue[1]));
            assertEquals(Bundle.UNINSTALLED, bundle.getState());
            assertThatOnlyASignedPluginComesIn(framework);
        }
    }

    @Test
    void shouldLeaveAContainersOtherBundlesAloneAndGiveThemNothingOfOurs() throws Exception {
        try (TestFramework framework = container()) {
            Bundle other = install(framework, "mvn:com.acme/acme/1", probe().header("DynamicImport-Package", "*"));
            other.start();
            assertNotNull(other.loadClass("org.slf4j.Logger"));
            assertThrows(ClassNotFoundException.class, () -> other.loadClass(PluginFile.class.getName()));
        }
    }

    @Test
    void shouldTakeNoServiceFromAContainersOtherBundles() throws Exception {
        try (TestFramework framework = container()) {
            Bundle other = install(framework, "mvn:com.acme/acme/1", probe());
            Bundle reader = install(framework, "mvn:com.acme/reader/1", JarMaker.bundle("reader", "1"));
            other.start();
            reader.start();
            other.getBundleContext().registerService(PluginFolder.class, List::of, null);
            assertEquals(
                    List.of(framework.bundle("org.estreamer.deployer")),
                    reader.getBundleContext().getServiceReferences(PluginFolder.class, null).stream()
                            .map(reference -> reference.getBundle())
                            .toList());
        }
    }

    @Test
    void shouldTakeWhatIsDeliveredWithIt() throws Exception {
        try (TestFramework framework = container()) {
            Bundle bundle = install(
                    framework,
                    DELIVERY.replace("deployer", "plugin.file"),
                    JarMaker.bundle("org.estreamer.plugin.file", "1.0.0")
                            .header("Import-Package", "org.estreamer.pipeline.delivery"));
            bundle.start();
            assertEquals(Bundle.ACTIVE, bundle.getState());
            assertNotNull(bundle.loadClass(PluginFile.class.getName()));
        }
    }

    @Test
    void shouldTakeOutWhatHasComeWhileTheGateWasOpen() throws Exception {
        properties.remove("plugins.trust");
        Path etc = Files.createDirectories(home.resolve("etc"));
        properties.put("estreamer.etc", etc.toString());
        properties.put("felix.fileinstall.dir", etc.toString());
        properties.remove("plugins.keyStore");
        try (TestFramework framework = TestFramework.cached(home, properties)
                .withConfigurationAdmin()
                .withFileInstall()
                .withDeployer(DELIVERY)
                .start()) {
            Bundle bundle = install(
                    framework,
                    "mvn:com.acme/acme/1",
                    probe().header("Import-Package", "org.estreamer.pipeline.delivery,org.osgi.framework"));
            bundle.start();
            assertEquals(Bundle.ACTIVE, bundle.getState());
            Files.writeString(
                    etc.resolve("org.estreamer.deployer.cfg"),
                    "plugins.trust=signed\nplugins.keyStore=" + home.resolve("trusted.pem") + "\n");
            framework.awaitGone("probe");
        }
    }
}
