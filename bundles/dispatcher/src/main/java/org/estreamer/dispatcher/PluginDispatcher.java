package org.estreamer.dispatcher;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estreamer.dispatcher.deadletter.DeadLetterFolders;
import org.estreamer.dispatcher.delivery.DeliveryContext;
import org.estreamer.dispatcher.delivery.DeliverySettings;
import org.estreamer.dispatcher.plugin.ConfiguredPlaces;
import org.estreamer.dispatcher.plugin.PluginRoster;
import org.estreamer.dispatcher.plugin.PluginTracker;
import org.estreamer.dispatcher.replay.Replays;
import org.estreamer.files.Folders;
import org.estreamer.pipeline.Ticker;
import org.estreamer.pipeline.delivery.DeadLetters;
import org.estreamer.pipeline.delivery.Dispatcher;
import org.estreamer.pipeline.delivery.PluginStatus;
import org.estreamer.pipeline.delivery.ReplayStatus;
import org.estreamer.pipeline.log.EventLog;
import org.estreamer.pipeline.log.LogSpan;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.metadata.Metadata;
import org.estreamer.pipeline.metadata.NameResolver;
import org.estreamer.record.RecordBatch;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the records of the logs to every {@link org.estreamer.plugin.Plugin} service, each on a thread of its own. */
@Component(name = "org.estreamer.dispatcher", immediate = true)
@Designate(ocd = DispatcherConfiguration.class)
public final class PluginDispatcher implements Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(PluginDispatcher.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Duration LONGEST_TICK = Duration.ofMillis(500);

    private final BundleContext context;
    private final List<String> faults;
    private final Replays replays;
    private final PluginRoster roster;
    private final PluginTracker tracker;
    private final Ticker.Ticking watching;
    private final Ticker.Ticking looking;
    private final ServiceRegistration<ConfigurationListener> listener;

    /**
     * Begins to track plugins.
     *
     * @param context       the bundle's
     * @param configuration what the operator has set
     * @param properties    the same by name, and what nobody reads
     * @param log           what has arrived
     * @param metadata      what a newcomer needs of the time before it
     * @param names         what the ids of records are called
     * @param codec         reads dead letters
     * @param admin         knows which plugins are configured
     * @param metatypes     knows which settings a plugin describes
     */
    @Activate
    public PluginDispatcher(
            BundleContext context,
            DispatcherConfiguration configuration,
            Map<String, Object> properties,
            @Reference EventLog log,
            @Reference Metadata metadata,
            @Reference NameResolver names,
            @Reference MessageCodec codec,
            @Reference ConfigurationAdmin admin,
            @Reference MetaTypeService metatypes) {
        this.context = context;
        ConfiguredSettings configured = ConfiguredSettings.of(configuration, properties);
        faults = configured.faults();
        DeliverySettings settings = configured.delivery();
        ConfiguredPlaces places = new ConfiguredPlaces(admin, log, Folders.etc(context::getProperty));
        DeadLetterFolders letters = new DeadLetterFolders(
                Folders.resolve(context::getProperty, "dead-letter"), settings.deadLetterBytes(), (server, message) -> {
                    RecordBatch letter = codec.records(server, message, 0, message.length);
                    names.nameByToday(letter);
                    return letter.get(0);
                });
        replays = new Replays(
                Folders.resolve(context::getProperty, "replay"), log, InstantSource.system(), System::nanoTime);
        DeliveryContext delivery = DeliveryContext.of(log, metadata, letters, replays, names, settings);
        roster = new PluginRoster(delivery, places, () -> stopping(context));
        tracker = new PluginTracker(context, roster, metatypes);
        Ticker ticker = new Ticker("estreamer-plugin-watch", PluginDispatcher::tell);
        watching = ticker.every(tick(settings), roster::look);
        if (Folders.onlyLooks(context::getProperty)) {
            listener = null;
            looking = null;
            return;
        }
        listener = context.registerService(ConfigurationListener.class, places, null);
        places.list();
        places.look();
        looking = ticker.every(LOOK_EVERY, places::look);
        replays.load();
        tracker.open();
    }

    private static Duration tick(DeliverySettings settings) {
        Duration fine = settings.stuck().dividedBy(4);
        return fine.compareTo(LONGEST_TICK) < 0 ? fine : LONGEST_TICK;
    }

    private static void tell(Throwable failure) {
        LOG.error("Looking after the plugins failed; it is done again", failure);
    }

    private static boolean stopping(BundleContext context) {
        return context.getBundle(0).getState() == Bundle.STOPPING;
    }

    /** Lets the plugins finish and keeps their positions. */
    @Deactivate
    public void stop() {
        if (listener != null) {
            listener.unregister();
            looking.close();
        }
        roster.close();
        tracker.close();
        watching.close();
    }

    @Override
    public List<PluginStatus> plugins() {
        return roster.statuses();
    }

    @Override
    public List<String> objections(long bundle, Map<String, ?> settings) {
        return tracker.objections(context.getBundle(bundle), settings);
    }

    @Override
    public boolean readmit(String plugin) {
        return roster.readmit(plugin);
    }

    @Override
    public Optional<DeadLetters> deadLetters(String plugin) {
        return roster.deadLetters(plugin);
    }

    @Override
    public void replay(String plugin, LogSpan span) throws IOException {
        roster.replay(plugin, span);
    }

    @Override
    public boolean cancelReplay(String plugin) throws IOException {
        return replays.cancel(plugin);
    }

    @Override
    public List<ReplayStatus> replays() {
        return replays.statuses();
    }

    @Override
    public List<String> faults() {
        return faults;
    }
}
