package org.estreamer.itests;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.estreamer.pipeline.delivery.Dispatcher;
import org.estreamer.pipeline.delivery.PluginStatus;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** What an operator does in Karaf with files and its shell, beyond putting plugins into their folder. */
final class KarafOperator {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final BundleContext context;
    private final KarafShell shell;
    private final Path etc;

    KarafOperator(BundleContext context, KarafShell shell, Path base) {
        this.context = context;
        this.shell = shell;
        this.etc = base.resolve("etc");
    }

    void findsSamples() {
        for (String sample : new String[] {"session", "plugin.file"}) {
            assertTrue(sample, Files.exists(etc.resolve("org.estreamer." + sample + "-example.cfg.sample")));
        }
    }

    void isToldWhatACommandTakes() throws Exception {
        Await.until(
                "there are commands",
                LIMIT,
                () -> shell.run("estreamer:plugins --help").contains("usage: plugins"));
        String help = shell.run("estreamer:readmit --help");
        assertTrue(help, help.contains("gives records again to a plugin that was quarantined"));
        String wrong = shell.run("estreamer:readmit a b");
        assertTrue(wrong, wrong.contains("readmit takes the name of one plugin"));
    }

    void putsASecretThereLater() throws Exception {
        configure("plugin.file-late", "path=$[secret:place]");
        awaitPlugin("file~late", PluginStatus.State.REFUSED);
        Files.writeString(Files.createDirectories(etc.resolve("secrets")).resolve("place"), "late.jsonl\n");
        awaitPlugin("file~late", PluginStatus.State.ACTIVE);
    }

    void namesPluginsAndFindsThemAgain() throws Exception {
        String edit = "config:edit --factory --alias %s org.estreamer.plugin.file; config:property-set path %s.jsonl; ";
        shell.run(String.format(edit, "one", "one") + "config:update");
        shell.run(String.format(edit, "two", "two") + "config:update");
        shell.run(String.format(edit, "three", "three") + "config:property-set name third; config:update");
        String[] names = {"file~one", "file~two", "third"};
        for (String name : names) {
            awaitPlugin(name, PluginStatus.State.ACTIVE);
        }
        Bundle plugin = bundle("org.estreamer.plugin.file").orElseThrow();
        plugin.stop();
        Await.until("they are gone", LIMIT, () -> dispatcher().plugins().isEmpty());
        plugin.start();
        for (String name : names) {
            awaitPlugin(name, PluginStatus.State.ACTIVE);
        }
    }

    void findsNobodyWatchingTheFolder() throws Exception {
        Await.until(
                "the deployer's thread is gone",
                LIMIT,
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("estreamer-deployer")));
    }

    private void configure(String name, String... lines) throws IOException {
        Files.writeString(etc.resolve("org.estreamer." + name + ".cfg"), String.join("\n", lines) + "\n");
    }

    private void awaitPlugin(String name, PluginStatus.State state) throws Exception {
        Await.until(
                () -> name + " is " + state + "; there are " + dispatcher().plugins(),
                LIMIT,
                () -> dispatcher().plugins().stream()
                        .anyMatch(plugin -> plugin.name().equals(name) && plugin.state() == state));
    }

    private Dispatcher dispatcher() {
        return context.getService(context.getServiceReference(Dispatcher.class));
    }

    private Optional<Bundle> bundle(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst();
    }
}
