package org.estreamer.shell.check;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.estreamer.format.Format;
import org.estreamer.pipeline.delivery.Dispatcher;
import org.estreamer.pipeline.delivery.PluginFile;
import org.estreamer.pipeline.delivery.PluginFolder;
import org.estreamer.plugin.Checkable;
import org.estreamer.shell.command.Time;
import org.estreamer.shell.configured.ConfiguredPlugins;
import org.estreamer.shell.configured.ConfiguredPlugins.Configured;
import org.estreamer.shell.live.Services;

/**
 * Tries what is configured beside the servers, without starting any plugin: each plugin's file, and by its {@link Checkable} what it
 * writes to. Files that nobody reads and jars of which nothing comes fail as well.
 */
public final class OutputCheck {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Services services;
    private final ConfiguredPlugins plugins;
    private final Supplier<Map<String, String>> unread;
    private final UnaryOperator<String> property;

    /**
     * Makes the check.
     *
     * @param unread   finds the configuration files that nobody reads, each with what to do about it
     * @param property gives framework properties
     */
    public OutputCheck(
            Services services,
            ConfiguredPlugins plugins,
            Supplier<Map<String, String>> unread,
            UnaryOperator<String> property) {
        this.services = services;
        this.plugins = plugins;
        this.unread = unread;
        this.property = property;
    }

    /** Waits until the plugin folders have been looked at. */
    void await(Time time, Duration limit) throws InterruptedException {
        long start = time.nanos();
        while (!looked() && time.since(start).compareTo(limit) < 0) {
            time.pause(POLL);
        }
    }

    private boolean looked() {
        PluginFolder folder = services.folder();
        return folder != null && folder.looked();
    }

    /** Tries everything. */
    void run(Steps steps) throws InterruptedException {
        for (Configured plugin : plugins.all()) {
            steps.begin(plugin.source());
            steps.end(plugin.source(), check(plugin, steps));
        }
        services.faults().forEach(fault -> fail(steps, "settings", "configuration", fault));
        unread.get().forEach((file, advice) -> fail(steps, file, "file", advice));
        for (PluginFile jar : services.troubledFiles()) {
            fail(steps, jar.file(), "jar", jar.reason());
        }
    }

    private static void fail(Steps steps, String title, String step, String why) {
        steps.begin(title);
        steps.step(step, false, why);
        steps.end(title, false);
    }

    private boolean check(Configured plugin, Steps steps) throws InterruptedException {
        Dispatcher dispatcher = services.dispatcher();
        List<String> objections = dispatcher == null
                ? List.of()
                : dispatcher.objections(plugin.bundle().getBundleId(), plugin.settings());
        if (!objections.isEmpty()) {
            steps.step("configuration", false, String.join("\n", objections));
            return false;
        }
        steps.step("configuration", true, "for " + plugin.bundle().getSymbolicName());
        try {
            Optional<Checkable> check = plugins.check(plugin);
            return check.isEmpty() || ask(check.get(), plugin, steps);
        } catch (ReflectiveOperationException | IOException | LinkageError | RuntimeException e) {
            steps.step("check", false, "what its bundle names to try it cannot be made: " + e);
            return false;
        }
    }

    /** Foreign code may hang, so it has a thread of its own; what comes late is left unheard. */
    private boolean ask(Checkable check, Configured plugin, Steps steps) throws InterruptedException {
        Asked asked = new Asked(steps);
        Thread thread = new Thread(() -> asked.run(check, plugin.settings()), "estreamer-check-" + plugin.source());
        thread.setDaemon(true);
        thread.start();
        thread.join(LIMIT.toMillis());
        return asked.close();
    }

    /** A check of one plugin under way. */
    private final class Asked implements Checkable.Check {
        private final Steps steps;
        private boolean open = true;
        private boolean ended;
        private boolean any;
        private boolean ok = true;

        Asked(Steps steps) {
            this.steps = steps;
        }

        void run(Checkable check, Map<String, Object> settings) {
            try {
                check.check(settings, this);
            } catch (Exception | LinkageError e) {
                step("check", false, e.getMessage() == null ? e.toString() : e.getMessage());
            }
            synchronized (this) {
                ended = true;
            }
        }

        synchronized boolean close() {
            if (!ended) {
                step("check", false, "it does not come back for " + LIMIT.toSeconds() + " s; it is left alone");
            } else if (!any) {
                step("check", false, "it has tried nothing");
            }
            open = false;
            return ok;
        }

        @Override
        public synchronized void step(String step, boolean passed, String detail) {
            if (open) {
                steps.step(step, passed, detail);
                any = true;
                ok &= passed;
            }
        }

        @Override
        public String property(String name) {
            return property.apply(name);
        }

        @Override
        public Map<String, Format> formats() {
            return services.formatNames().stream()
                    .collect(Collectors.toMap(
                            name -> name, name -> services.format(name).orElseThrow()));
        }
    }
}
