package org.estreamer.dispatcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.estreamer.files.DataLock;
import org.estreamer.files.Folders;
import org.estreamer.pipeline.Dispatcher;
import org.estreamer.pipeline.PluginStatus;
import org.estreamer.pipeline.RecordStream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands records to every {@link org.estreamer.plugin.Plugin} service, each on a thread of its own. */
@Component(name = "org.estreamer.dispatcher", immediate = true)
@Designate(ocd = DispatcherConfiguration.class)
public final class PluginDispatcher implements Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(PluginDispatcher.class);

    /** Commands that look at files or servers beside a runtime that may be at work: no plugins, no data folder. */
    private static final Set<String> WITHOUT_DELIVERY = Set.of("decode", "check");

    private final DataLock lock;
    private final Delivery delivery;
    private final PluginTracker tracker;

    /**
     * Begins to track plugins.
     *
     * @param context       the bundle's
     * @param configuration what the operator has set
     * @param properties    the same by name, and what nobody reads
     * @throws IOException if the data folder cannot be used, or another runtime uses it
     */
    @Activate
    public PluginDispatcher(
            BundleContext context, DispatcherConfiguration configuration, Map<String, Object> properties)
            throws IOException {
        Path data = Folders.data(context::getProperty);
        boolean delivers = !WITHOUT_DELIVERY.contains(String.valueOf(context.getProperty("estreamer.command")));
        try {
            lock = delivers ? DataLock.take(data) : null;
        } catch (IOException e) {
            LOG.error("No plugin gets records: {}", e.getMessage());
            throw e;
        }
        delivery = new Delivery(ConfiguredSettings.of(configuration, properties), data, () -> stopping(context));
        tracker = new PluginTracker(context, delivery.roster());
        if (delivers) {
            tracker.open();
        }
    }

    private static boolean stopping(BundleContext context) {
        return context.getBundle(0).getState() == Bundle.STOPPING;
    }

    /**
     * Lets the plugins finish and keeps their positions.
     *
     * @throws IOException if the data folder's lock could not be closed
     */
    @Deactivate
    public void stop() throws IOException {
        delivery.close();
        tracker.close();
        if (lock != null) {
            lock.close();
        }
    }

    @Override
    public RecordStream open(String server, Runnable restart) throws InterruptedException {
        return delivery.open(server, restart);
    }

    @Override
    public List<PluginStatus> plugins() {
        return delivery.roster().statuses();
    }

    @Override
    public boolean readmit(String plugin) {
        return delivery.roster().readmit(plugin);
    }
}
