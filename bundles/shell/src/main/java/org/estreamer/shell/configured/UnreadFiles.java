package org.estreamer.shell.configured;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Dictionary;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.estreamer.settings.ConfigurationFile;
import org.estreamer.settings.NearestName;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of files {@code org.estreamer.*.cfg} that nothing is configured by, because their names are misspelt or the plugin
 * they are for is not there: nobody else would ever look at them.
 */
@Component(service = ConfigurationListener.class, immediate = true)
public final class UnreadFiles implements ConfigurationListener {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadFiles.class);
    private static final Pattern OURS = Pattern.compile("org\\.estreamer\\..*\\.(cfg|config)");

    /** How long after the last change of a configuration everything that reads them has come, plugins included. */
    private static final int SETTLE_SECONDS = 5;

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final ServiceComponentRuntime components;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "estreamer-unread-files");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<String> told = new HashSet<>();
    private ScheduledFuture<?> next;

    /**
     * Begins to look.
     *
     * @param context    the bundle's
     * @param admin      knows the configurations
     * @param components knows what Declarative Services configure
     */
    @Activate
    public UnreadFiles(
            BundleContext context, @Reference ConfigurationAdmin admin, @Reference ServiceComponentRuntime components) {
        this.context = context;
        this.admin = admin;
        this.components = components;
        lookSoon();
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        lookSoon();
    }

    private synchronized void lookSoon() {
        if (next != null) {
            next.cancel(false);
        }
        if (!timer.isShutdown()) {
            next = timer.schedule(this::look, SETTLE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void look() {
        try {
            Map<String, String> unread = unread(files(), readers());
            told.retainAll(unread.keySet());
            unread.forEach((file, advice) -> {
                if (told.add(file)) {
                    LOG.warn("{}: {}", file, advice);
                }
            });
        } catch (IOException | InvalidSyntaxException | IllegalStateException e) {
            // a service is on its way out, and with it what there was to look at
            LOG.debug("The configurations cannot be looked at", e);
        }
    }

    /** Each file with the pid that its name stands for. */
    private Map<String, String> files() throws IOException, InvalidSyntaxException {
        Map<String, String> files = new TreeMap<>();
        Configuration[] configurations = admin.listConfigurations(null);
        for (Configuration configuration : configurations == null ? new Configuration[0] : configurations) {
            Dictionary<String, Object> properties = configuration.getProperties();
            String factory = configuration.getFactoryPid();
            ConfigurationFile.path(properties == null ? Map.of() : FrameworkUtil.asMap(properties))
                    .ifPresent(file -> files.put(
                            file.getFileName().toString(), factory == null ? configuration.getPid() : factory));
        }
        return files;
    }

    /** The pids that something can be configured by, whoever brought it. */
    private Set<String> readers() throws InvalidSyntaxException {
        Set<String> pids = new TreeSet<>();
        components.getComponentDescriptionDTOs().forEach(one -> pids.addAll(Arrays.asList(one.configurationPid)));
        ServiceReference<?>[] managed = context.getAllServiceReferences(
                null,
                "(|(objectClass=org.osgi.service.cm.ManagedService)"
                        + "(objectClass=org.osgi.service.cm.ManagedServiceFactory))");
        for (ServiceReference<?> service : managed == null ? new ServiceReference<?>[0] : managed) {
            pids.addAll(several(service.getProperty("service.pid")));
        }
        return pids;
    }

    /** A service has one pid, an array of them or a collection. */
    private static List<String> several(Object pid) {
        if (pid instanceof Object[] array) {
            return Arrays.stream(array).map(String::valueOf).toList();
        }
        return pid instanceof Collection<?> all
                ? all.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(pid));
    }

    /**
     * Finds the files that nobody reads.
     *
     * @param files   each file with the pid that its name stands for
     * @param readers the pids that something can be configured by
     * @return each such file of ours with what to do about it
     */
    static Map<String, String> unread(Map<String, String> files, Set<String> readers) {
        Map<String, String> unread = new TreeMap<>();
        files.forEach((file, pid) -> {
            if (OURS.matcher(file).matches() && !readers.contains(pid)) {
                String meant = NearestName.of(pid, readers)
                        .map(name -> "did you mean " + name + "? Rename the file")
                        .orElse("rename the file");
                unread.put(
                        file,
                        "nothing that is here is configured by " + pid + "; " + meant
                                + ", or install the plugin that it is for");
            }
        });
        return unread;
    }

    /** Ends the looking. */
    @Deactivate
    public synchronized void stop() {
        timer.shutdownNow();
    }
}
