package org.estreamer.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.maven;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.logLevel;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.replaceConfigurationFile;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.karaf.features.FeaturesService;
import org.estreamer.pipeline.delivery.Dispatcher;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.karaf.options.LogLevelOption.LogLevel;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/** The features in Karaf, installed from the built archive as an operator would: by putting it into the deploy folder. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class KarafContainerIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Inject
    private BundleContext context;

    @Inject
    private FeaturesService features;

    /** Karaf as it comes, the archive with the features, and a simulator that a session is pointed at. */
    @Configuration
    public Option[] configuration() throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "karaf");
        File simulator = Files.writeString(folder.resolve("simulator.cfg"), "port=0\nrate=2000\nsession=sim\n")
                .toFile();
        return options(
                karafDistributionConfiguration()
                        .frameworkUrl(maven("org.apache.karaf", "apache-karaf", System.getProperty("karaf.version"))
                                .type("tar.gz"))
                        .unpackDirectory(folder.toFile())
                        .useDeployFolder(false),
                keepRuntimeFolder(),
                configureConsole().ignoreLocalConsole(),
                logLevel(LogLevel.WARN),
                editConfigurationFilePut(
                        "etc/org.ops4j.pax.url.mvn.cfg",
                        "org.ops4j.pax.url.mvn.localRepository",
                        System.getProperty("org.ops4j.pax.url.mvn.localRepository")),
                editConfigurationFilePut("etc/system.properties", "estreamer.tally", folder.toString()),
                editConfigurationFilePut("etc/org.apache.karaf.shell.cfg", "sshHost", "127.0.0.1"),
                editConfigurationFilePut(
                        "etc/org.apache.karaf.shell.cfg", "sshPort", Integer.toString(KarafShell.freePort())),
                editConfigurationFilePut(
                        "etc/users.properties", "karaf", "karaf,admin,manager,viewer,systembundles,ssh"),
                replaceConfigurationFile("etc/org.estreamer.simulator-sim.cfg", simulator),
                replaceConfigurationFile("deploy/estreamer.kar", new File(System.getProperty("estreamer.kar"))));
    }

    @Test
    public void shouldLoadReplaceAndUnloadAPluginWhileRecordsFlowAndDisturbNobody() throws Exception {
        Await.until(
                "the archive in the deploy folder has brought the features",
                LIMIT,
                () -> features.getFeature("estreamer-simulator") != null);
        Path base = Path.of(context.getProperty("karaf.base"));
        KarafShell shell = new KarafShell(base.resolve("etc"));
        Await.until("somebody can log in", LIMIT, () -> shell.answers("before"));
        // this test's own bundle knows the project's packages, and so goes and comes with them
        BundleContext framework = context.getBundle(0).getBundleContext();
        Set<Bundle> before = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle != context.getBundle())
                .collect(Collectors.toSet());
        Set<String> disturbed = ConcurrentHashMap.newKeySet();
        SynchronousBundleListener watch = event -> disturbed(event, before).ifPresent(disturbed::add);
        framework.addBundleListener(watch);

        features.installFeature("estreamer-simulator");
        Await.until(
                "the dispatcher is there",
                LIMIT,
                () -> context.getServiceReference("org.estreamer.pipeline.delivery.Dispatcher") != null);
        Dispatcher dispatcher = context.getService(context.getServiceReference(Dispatcher.class));
        assertTrue("nobody can log in with the feature installed", shell.answers("installed"));
        new HotPlugin(context, dispatcher, base.resolve("plugins")).comesIsReplacedAndGoes();
        features.installFeature("estreamer-plugin-file");
        KarafOperator operator = new KarafOperator(context, shell, base);
        operator.findsSamples();
        operator.isToldWhatACommandTakes();
        operator.putsASecretThereLater();
        operator.namesPluginsAndFindsThemAgain();

        features.uninstallFeature("estreamer-plugin-file");
        features.uninstallFeature("estreamer-simulator");
        Await.until(
                "it is gone",
                LIMIT,
                () -> framework.getServiceReference("org.estreamer.pipeline.delivery.Dispatcher") == null);
        Await.until("somebody can log in", LIMIT, () -> shell.answers("after"));
        operator.findsNobodyWatchingTheFolder();
        framework.removeBundleListener(watch);
        assertEquals("bundles of others that were stopped or wired anew", Set.of(), disturbed);
    }

    /** What the feature has no business with: everything that was there before it. */
    private static Optional<String> disturbed(BundleEvent event, Set<Bundle> before) {
        boolean ended = event.getType() == BundleEvent.UNRESOLVED || event.getType() == BundleEvent.STOPPING;
        return ended && before.contains(event.getBundle())
                ? Optional.of(event.getBundle().getSymbolicName())
                : Optional.empty();
    }
}
