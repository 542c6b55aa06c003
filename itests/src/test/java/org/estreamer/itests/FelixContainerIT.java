package org.estreamer.itests;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.estreamer.pipeline.delivery.Dispatcher;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.options.UrlProvisionOption;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/** The built bundles in a Felix framework, with the simulator as the server. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class FelixContainerIT {
    private static final String PLUGINS = "estreamer.plugins";

    @Inject
    private BundleContext context;

    @Inject
    private Dispatcher dispatcher;

    /** The bundles of the distribution, each at the start level it has there. */
    @Configuration
    public Option[] configuration() throws IOException {
        Path home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "felix");
        Path etc = Files.createDirectory(home.resolve("etc"));
        Path plugins = Files.createDirectory(home.resolve("plugins"));
        Files.writeString(etc.resolve("org.estreamer.simulator-sim.cfg"), "port=0\nrate=2000\nsession=sim\n");
        return options(
                frameworkProperty("estreamer.etc").value(etc.toString()),
                frameworkProperty("estreamer.data").value(home.resolve("data").toString()),
                frameworkProperty(PLUGINS).value(plugins.toString()),
                frameworkProperty("estreamer.tally").value(home.toString()),
                frameworkProperty("felix.fileinstall.dir").value(etc.toString()),
                frameworkProperty("felix.fileinstall.tmpdir")
                        .value(home.resolve("tmp").toString()),
                frameworkProperty("felix.fileinstall.poll").value("100"),
                frameworkProperty("estreamer.plugins.poll").value("100"),
                frameworkProperty("felix.fileinstall.noInitialDelay").value("true"),
                // as in the distribution: it would write the files anew while it reads them
                frameworkProperty("felix.fileinstall.enableConfigSave").value("false"),
                frameworkProperty("org.ops4j.pax.logging.DefaultServiceLog.level")
                        .value("WARN"),
                composite(bundles()),
                junitBundles());
    }

    private static Option[] bundles() throws IOException {
        try (Stream<Path> jars = Files.list(Distribution.HOME.resolve("bundle"))) {
            return jars.filter(jar -> !jar.getFileName().toString().matches("(jline|.*gogo\\.jline|pax-logging).*"))
                    .sorted()
                    .map(jar -> start(jar))
                    .toArray(Option[]::new);
        }
    }

    private static UrlProvisionOption start(Path jar) {
        String name = jar.getFileName().toString();
        int level = List.of("org.apache.felix.fileinstall", "org.estreamer.deployer").stream()
                        .anyMatch(name::startsWith)
                ? name.contains("fileinstall") ? 5 : 4
                : 3;
        return bundle("reference:" + jar.toUri()).startLevel(level);
    }

    @Test
    public void shouldLoadReplaceAndUnloadAPluginWhileRecordsFlow() throws Exception {
        new HotPlugin(context, dispatcher, Path.of(context.getProperty(PLUGINS))).comesIsReplacedAndGoes();
    }
}
