package org.estreamer.itests;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.estreamer.pipeline.delivery.Dispatcher;
import org.estreamer.pipeline.delivery.PluginStatus;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;

/** The life of a plugin jar in a watched folder, the same in every container: it comes, is replaced, and is truly gone. */
final class HotPlugin {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final BundleContext context;
    private final Dispatcher dispatcher;
    private final Path plugins;

    HotPlugin(BundleContext context, Dispatcher dispatcher, Path plugins) {
        this.context = context;
        this.dispatcher = dispatcher;
        this.plugins = plugins;
    }

    void comesIsReplacedAndGoes() throws Exception {
        PluginJar.drop(plugins, "tally.jar", "1.0.0");
        awaitRecords("1.0.0");
        WeakReference<ClassLoader> first = classLoader();

        PluginJar.drop(plugins, "tally.jar", "2.0.0");
        awaitRecords("2.0.0");
        WeakReference<ClassLoader> second = classLoader();
        awaitCollected("the replaced version's class loader", first);

        Files.delete(plugins.resolve("tally.jar"));
        Await.until("the plugin is off the list", LIMIT, () -> status().isEmpty());
        Await.until("the bundle is uninstalled", LIMIT, () -> bundle().isEmpty());
        awaitCollected("the removed plugin's class loader", second);
    }

    private void awaitRecords(String version) throws Exception {
        Await.until(
                "version " + version + " gets records; the list is " + dispatcher.plugins(),
                LIMIT,
                () -> status().filter(plugin -> plugin.version().equals(version) && plugin.delivered() > 0)
                        .isPresent());
    }

    private Optional<PluginStatus> status() {
        return dispatcher.plugins().stream()
                .filter(plugin -> plugin.bundle().contains(PluginJar.SYMBOLIC_NAME))
                .findFirst();
    }

    private Optional<Bundle> bundle() {
        return Stream.of(context.getBundles())
                .filter(bundle -> PluginJar.SYMBOLIC_NAME.equals(bundle.getSymbolicName()))
                .findFirst();
    }

    private WeakReference<ClassLoader> classLoader() {
        return new WeakReference<>(
                bundle().orElseThrow().adapt(BundleWiring.class).getClassLoader());
    }

    private static void awaitCollected(String what, WeakReference<ClassLoader> loader) throws Exception {
        Await.until(what + " is collected", LIMIT, () -> {
            System.gc();
            return loader.get() == null;
        });
    }
}
