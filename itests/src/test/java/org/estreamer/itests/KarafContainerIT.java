package org.estreamer.itests;

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
import javax.inject.Inject;
import org.apache.karaf.features.FeaturesService;
import org.estreamer.pipeline.Dispatcher;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.karaf.options.LogLevelOption.LogLevel;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

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
                configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
                logLevel(LogLevel.WARN),
                editConfigurationFilePut(
                        "etc/org.ops4j.pax.url.mvn.cfg",
                        "org.ops4j.pax.url.mvn.localRepository",
                        System.getProperty("org.ops4j.pax.url.mvn.localRepository")),
                editConfigurationFilePut("etc/system.properties", "estreamer.tally", folder.toString()),
                replaceConfigurationFile("etc/org.estreamer.simulator-sim.cfg", simulator),
                replaceConfigurationFile("deploy/estreamer.kar", new File(System.getProperty("estreamer.kar"))));
    }

    @Test
    public void shouldLoadReplaceAndUnloadAPluginWhileRecordsFlow() throws Exception {
        Await.until(
                "the archive in the deploy folder has brought the features",
                LIMIT,
                () -> features.getFeature("estreamer-simulator") != null);
        features.installFeature("estreamer-simulator");
        Await.until(
                "the dispatcher is there",
                LIMIT,
                () -> context.getServiceReference("org.estreamer.pipeline.Dispatcher") != null);
        Dispatcher dispatcher = context.getService(context.getServiceReference(Dispatcher.class));
        Path plugins = Path.of(context.getProperty("karaf.base"), "plugins");
        new HotPlugin(context, dispatcher, plugins).comesIsReplacedAndGoes();
    }
}
