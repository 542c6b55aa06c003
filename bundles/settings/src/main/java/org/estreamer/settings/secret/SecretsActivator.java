package org.estreamer.settings.secret;

import java.io.IOException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.estreamer.settings.SecretFiles;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationPlugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after secrets. A plain activator: it has to be there before anything that is configured by them. */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class SecretsActivator implements BundleActivator {
    private static final Logger LOG = LoggerFactory.getLogger(SecretsActivator.class);

    /** Felix's own interpolation comes at 500. It warns of secrets that are not where a container has them. */
    private static final int BEFORE_INTERPOLATION = 400;

    private static final int AFTER_INTERPOLATION = 600;
    private static final long POLL_MILLIS = 500;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread worker = new Thread(task, "estreamer-secrets");
        worker.setDaemon(true);
        return worker;
    });

    @Override
    public void start(BundleContext context) {
        SecretFiles files = new SecretFiles(context::getProperty);
        // what looks like a placeholder in a secret must not be taken for one
        register(context, files, BEFORE_INTERPOLATION, secret -> !secret.contains("$["));
        register(context, files, AFTER_INTERPOLATION, secret -> true);
        SecretWatch watch = new SecretWatch(files.folder(), names -> deliver(context, names));
        var unused = thread.scheduleWithFixedDelay(watch, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static void register(BundleContext context, SecretFiles files, int ranking, Predicate<String> taken) {
        context.registerService(
                ConfigurationPlugin.class,
                new SecretPlaceholders(files, taken),
                FrameworkUtil.asDictionary(Map.of(ConfigurationPlugin.CM_RANKING, ranking)));
    }

    private static void deliver(BundleContext context, Set<String> names) {
        ServiceReference<ConfigurationAdmin> reference = context.getServiceReference(ConfigurationAdmin.class);
        ConfigurationAdmin admin = reference == null ? null : context.getService(reference);
        if (admin != null) {
            deliver(admin, names);
        }
    }

    /** Has every configuration that names one of the secrets delivered again. */
    static void deliver(ConfigurationAdmin admin, Set<String> names) {
        try {
            Configuration[] all = admin.listConfigurations(null);
            for (Configuration configuration : all == null ? new Configuration[0] : all) {
                deliver(configuration, names);
            }
        } catch (IOException | InvalidSyntaxException e) {
            LOG.error("Not everything could be configured anew with the secrets {}: {}", names, e.toString());
        }
    }

    private static void deliver(Configuration configuration, Set<String> names) throws IOException {
        try {
            Dictionary<String, Object> properties = configuration.getProperties();
            if (properties != null && !Collections.disjoint(SecretPlaceholders.names(properties), names)) {
                LOG.info("A secret of {} has come or changed: it is configured anew", configuration.getPid());
                configuration.update(properties);
            }
        } catch (IllegalStateException e) {
            LOG.debug("A configuration has gone meanwhile", e);
        }
    }

    @Override
    public void stop(BundleContext context) {
        thread.shutdownNow();
    }
}
