package org.estreamer.shell.configured;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.estreamer.files.Folders;
import org.estreamer.settings.ConfigurationFile;
import org.estreamer.settings.ConfigurationFolder;
import org.estreamer.settings.NearestName;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
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
 * Tells of files {@code org.estreamer.*.cfg} that nothing is configured by, because their names are misspelt, they cannot be
 * read, or the plugin they are for is not there: nobody else would ever look at them.
 */
@Component(
        service = {ConfigurationListener.class, UnreadFiles.class},
        immediate = true)
public final class UnreadFiles implements ConfigurationListener {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadFiles.class);
    private static final String PREFIX = "org.estreamer";
    private static final Pattern CONFIGURATION = Pattern.compile(".*\\.(cfg|config)");
    /** What a slip of the pen, or an editor, makes of the end of a name; a copy that is kept has another one. */
    private static final Pattern MISSPELT =
            Pattern.compile("(org\\.estreamer\\..+)\\.(?:cgf|cf|cfgg|cfq|conf|confg|cnf|cfg\\.txt|properties|CFG|Cfg)");

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
        // a command that only looks says so itself, once it knows that nothing more comes
        if (Folders.onlyLooks(context::getProperty)) {
            timer.shutdownNow();
        }
        lookSoon();
    }

    /** Looks now: each file with what to do about it. */
    public Map<String, String> find() {
        try {
            Map<String, String> unread = unread(files(), readers());
            Path etc = Folders.etc(context::getProperty);
            unread.putAll(misspelt(etc));
            unread.putAll(ConfigurationFolder.unreadable(etc));
            return unread;
        } catch (IOException | InvalidSyntaxException e) {
            throw new IllegalStateException("the configurations cannot be listed: " + e.getMessage(), e);
        }
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
        if (context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() != Bundle.ACTIVE) {
            lookSoon(); // who reads them has not come yet, or has gone already
            return;
        }
        try {
            Map<String, String> unread = find();
            told.retainAll(unread.keySet());
            unread.forEach((file, advice) -> {
                if (told.add(file)) {
                    LOG.warn("{}: {}", file, advice);
                }
            });
        } catch (IllegalStateException e) {
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
        // those that are not started, too
        Arrays.stream(context.getBundles())
                .filter(PluginPids::isPlugin)
                .map(PluginPids::of)
                .forEach(pids::addAll);
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
            if (isMeantForUs(file) && !readers.contains(pid)) {
                unread.put(file, "nothing that is here is configured by " + pid + "; " + advice(file, pid, readers));
            }
        });
        return unread;
    }

    private static String advice(String file, String pid, Set<String> readers) {
        if (pid.indexOf('~') > 0 && readers.contains(pid.substring(0, pid.indexOf('~')))) {
            // of two files for one pid the one with ~ came first: what it made is no factory's, and stays so for both
            return file.indexOf('~') < 0
                    ? "remove the file for the same that has ~ in its name, and start anew"
                    : "rename the file to " + file.replace('~', '-');
        }
        return NearestName.of(pid, readers)
                        .map(name -> "did you mean " + name + "? Rename the file")
                        .orElse("rename the file")
                + ", or install the plugin that it is for";
    }

    /** Whether its name is ours, or a slip of the pen away from it. */
    private static boolean isMeantForUs(String file) {
        int second = file.indexOf('.', file.indexOf('.') + 1);
        return CONFIGURATION.matcher(file).matches()
                && (file.startsWith("estreamer.")
                        || (second > 0
                                && NearestName.of(file.substring(0, second), List.of(PREFIX))
                                        .isPresent()));
    }

    /** The files in a folder of configurations whose names do not end as one's must. */
    static Map<String, String> misspelt(Path etc) throws IOException {
        Map<String, String> misspelt = new TreeMap<>();
        if (Files.isDirectory(etc)) {
            try (Stream<Path> files = Files.list(etc)) {
                files.map(file -> MISSPELT.matcher(file.getFileName().toString()))
                        .filter(Matcher::matches)
                        .forEach(name ->
                                misspelt.put(name.group(), "it is not read: rename it to " + name.group(1) + ".cfg"));
            }
        }
        return misspelt;
    }

    /** Ends the looking. */
    @Deactivate
    public synchronized void stop() {
        timer.shutdownNow();
    }
}
