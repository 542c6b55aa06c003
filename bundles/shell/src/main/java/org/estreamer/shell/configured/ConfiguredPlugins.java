package org.estreamer.shell.configured;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estreamer.plugin.Checkable;
import org.estreamer.settings.ConfigurationFile;
import org.estreamer.shell.live.Services;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The configurations of plugins, with the bundles they are for, which need not be started. */
public final class ConfiguredPlugins {
    private static final String CHECKS = "META-INF/services/" + Checkable.class.getName();

    /**
     * A configuration that a plugin's bundle reads.
     *
     * @param source   the file's name, or the pid where there is none
     * @param pid      the pid that it is for
     * @param bundle   the plugin's
     * @param settings its properties, with placeholders resolved
     */
    public record Configured(String source, String pid, Bundle bundle, Map<String, Object> settings) {}

    private final BundleContext context;
    private final Services services;

    public ConfiguredPlugins(BundleContext context, Services services) {
        this.context = context;
        this.services = services;
    }

    /** All of them, by their sources. */
    public List<Configured> all() {
        List<Bundle> plugins =
                Arrays.stream(context.getBundles()).filter(PluginPids::isPlugin).toList();
        List<Configured> all = new ArrayList<>();
        for (Configuration configuration : configurations()) {
            String factory = configuration.getFactoryPid();
            String pid = factory == null ? configuration.getPid() : factory;
            plugins.stream()
                    .filter(bundle -> PluginPids.of(bundle).contains(pid))
                    .findFirst()
                    .ifPresent(bundle -> all.add(configured(configuration, pid, bundle)));
        }
        all.sort(Comparator.comparing(Configured::source));
        return all;
    }

    private Configured configured(Configuration configuration, String pid, Bundle bundle) {
        Dictionary<String, Object> properties =
                configuration.getProcessedProperties(context.getServiceReference(ConfigurationAdmin.class));
        Map<String, Object> settings = properties == null ? Map.of() : FrameworkUtil.asMap(properties);
        return new Configured(ConfigurationFile.source(settings), pid, bundle, settings);
    }

    private List<Configuration> configurations() {
        ConfigurationAdmin admin = services.configurations();
        try {
            Configuration[] found = admin == null ? null : admin.listConfigurations(null);
            return found == null ? List.of() : List.of(found);
        } catch (IOException | InvalidSyntaxException | IllegalStateException e) {
            throw new IllegalStateException("the configurations cannot be listed: " + e.getMessage(), e);
        }
    }

    /**
     * What can try a configuration.
     *
     * @return empty where the plugin offers no check
     * @throws ReflectiveOperationException if the class that its bundle names cannot be made
     * @throws IOException                  if the bundle cannot be read
     */
    public Optional<Checkable> check(Configured plugin) throws ReflectiveOperationException, IOException {
        URL names = plugin.bundle().getEntry(CHECKS);
        if (names == null) {
            return Optional.empty();
        }
        try (InputStream in = names.openStream()) {
            List<String> classes = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
            for (String name : classes) {
                Checkable check = plugin.bundle()
                        .loadClass(name)
                        .asSubclass(Checkable.class)
                        .getConstructor()
                        .newInstance();
                if (check.pid().equals(plugin.pid())) {
                    return Optional.of(check);
                }
            }
        }
        return Optional.empty();
    }
}
