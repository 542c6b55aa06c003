package org.estreamer.dispatcher.plugin;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.estreamer.dispatcher.deadletter.DeadLetterFolder;
import org.estreamer.dispatcher.delivery.DeliveryContext;
import org.estreamer.dispatcher.delivery.PluginWorker;
import org.estreamer.dispatcher.delivery.Subscription;
import org.estreamer.pipeline.delivery.DeadLetters;
import org.estreamer.pipeline.delivery.PluginStatus;
import org.estreamer.pipeline.log.LogSpan;
import org.estreamer.plugin.Plugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plugins that are registered, in the order they came. */
public final class PluginRoster {
    private static final Logger LOG = LoggerFactory.getLogger(PluginRoster.class);

    private final DeliveryContext context;
    private final Consumer<String> served;
    private final ShutdownClock shutdown;
    private final Map<Object, Registration> registrations = new LinkedHashMap<>();
    private boolean closed;

    /**
     * Makes a roster.
     *
     * @param places   is told who is here; null for nobody
     * @param stopping whether everything is going down, so that plugins leave without being removed
     */
    public PluginRoster(DeliveryContext context, ConfiguredPlaces places, BooleanSupplier stopping) {
        this.context = context;
        served = places == null ? name -> {} : places::served;
        shutdown = new ShutdownClock(stopping, context.settings().drain(), context.nanoTime());
    }

    /**
     * A service was registered.
     *
     * @param key what {@link #change} and {@link #remove} will call it
     */
    public void add(Object key, Plugin plugin, PluginIdentity identity, Map<String, ?> properties) {
        Registration registration =
                new Registration(plugin, identity, properties, context.clock().instant());
        synchronized (this) {
            if (closed) {
                return;
            }
            registrations.put(key, registration);
        }
        keepPlace(registration);
        evaluate(registration);
    }

    /** A plugin has its place also where it is refused. */
    private void keepPlace(Registration registration) {
        String name = registration.identity().name();
        served.accept(name);
        context.log()
                .keep(
                        name,
                        PluginContract.startOrDefault(registration.properties().get(PluginContract.START)));
    }

    /** A service's properties have changed. */
    public void change(Object key, PluginIdentity identity, Map<String, ?> properties) {
        Registration registration;
        PluginWorker worker;
        synchronized (this) {
            registration = registrations.get(key);
            if (registration == null) {
                return;
            }
            registration.changed(identity, properties);
            worker = registration.worker();
        }
        if (worker == null) {
            evaluate(registration);
            return;
        }
        try {
            PluginContract contract = PluginContract.of(registration.identity(), properties);
            worker.adopt(contract.subscription(registration.plugin()));
        } catch (Refusal e) {
            worker.retire(shutdown.drain());
            refuse(registration, e);
        }
    }

    /** A service has gone. Returns when its last record is finished and nothing here refers to it. */
    public void remove(Object key) {
        PluginWorker worker;
        synchronized (this) {
            Registration registration = registrations.get(key);
            if (registration == null) {
                return;
            }
            registration.markLeaving();
            worker = registration.worker();
        }
        if (worker != null) {
            worker.retire(shutdown.drain());
        }
        List<Registration> waiting;
        synchronized (this) {
            registrations.remove(key);
            waiting = registrations.values().stream()
                    .filter(Registration::waitsForAnother)
                    .toList();
        }
        if (!shutdown.begun()) {
            // the name is free now
            waiting.forEach(this::evaluate);
        }
    }

    private void evaluate(Registration registration) {
        try {
            PluginContract contract = PluginContract.of(claimName(registration), registration.properties());
            keepPlace(registration);
            if (employ(registration, null, contract.subscription(registration.plugin()))) {
                PluginIdentity identity = contract.identity();
                LOG.info(
                        "Plugin {} {} of bundle {} is here: {}",
                        identity.name(),
                        identity.version(),
                        identity.bundle(),
                        identity.description());
            }
        } catch (Refusal e) {
            refuse(registration, e);
        }
    }

    /**
     * Sets a worker to work.
     *
     * @param before the worker in whose place it comes; null for none
     * @return whether it was still wanted
     */
    private synchronized boolean employ(Registration registration, PluginWorker before, Subscription subscription) {
        if (closed || registration.leaving() || registration.worker() != before) {
            return false;
        }
        PluginWorker worker = new PluginWorker(registration.plugin(), subscription, registration.tally(), context);
        registration.accept(worker);
        worker.start();
        return true;
    }

    private synchronized PluginIdentity claimName(Registration registration) throws Refusal {
        PluginIdentity identity = registration.identity();
        Registration holder = holder(identity.name());
        if (holder != null && holder != registration) {
            boolean siblings = holder.identity().bundleId() == identity.bundleId();
            throw new Refusal(
                    "the name " + identity.name() + " is taken by "
                            + (siblings
                                    ? "another plugin of its bundle"
                                    : "bundle " + holder.identity().bundle())
                            + "; positions are kept by name, so give one of the two another one, with the setting or service"
                            + " property 'name'",
                    true);
        }
        registration.claim();
        return identity;
    }

    private Registration holder(String name) {
        return registrations.values().stream()
                .filter(other -> other.has(name))
                .findFirst()
                .orElse(null);
    }

    private void refuse(Registration registration, Refusal refusal) {
        synchronized (this) {
            registration.refuse(refusal, context.clock().instant());
        }
        LOG.error(
                "Service {} of bundle {} is refused as a plugin: {}",
                registration.identity().name(),
                registration.identity().bundle(),
                refusal.getMessage());
    }

    /** Lets a quarantined plugin back in; false if there is none of that name whose thread has come back. */
    public boolean readmit(String name) {
        Registration registration;
        PluginWorker worker;
        synchronized (this) {
            registration = holder(name);
            worker = registration == null ? null : registration.worker();
            if (worker == null || worker.state().state() != PluginStatus.State.QUARANTINED || !worker.ended()) {
                return false;
            }
        }
        try {
            PluginContract contract = PluginContract.of(registration.identity(), registration.properties());
            if (!employ(registration, worker, contract.subscription(registration.plugin()))) {
                return false;
            }
        } catch (Refusal e) {
            refuse(registration, e);
            return false;
        }
        LOG.info("Plugin {} is let back in", name);
        return true;
    }

    /** The dead letters of a plugin; empty if neither it nor some of them are here. */
    public Optional<DeadLetters> deadLetters(String name) {
        boolean here;
        synchronized (this) {
            here = holder(name) != null;
        }
        Optional<DeadLetterFolder> folder = here
                ? Optional.of(context.letters().of(name))
                : context.letters().find(name);
        return folder.map(letters -> new PluginLetters(letters, ids -> retry(name, ids)));
    }

    private CompletableFuture<DeadLetters.Retried> retry(String name, Set<Long> ids) {
        PluginWorker worker;
        synchronized (this) {
            Registration holder = holder(name);
            worker = holder == null ? null : holder.worker();
        }
        return worker == null
                ? CompletableFuture.failedFuture(
                        new IllegalStateException("it is not here, or was refused: see the plugin list"))
                : worker.retry(ids);
    }

    /**
     * Gives a plugin records again.
     *
     * @throws IllegalArgumentException if it is not at work, or has a replay already
     * @throws IOException              if that cannot be noted
     */
    public void replay(String name, LogSpan span) throws IOException {
        PluginWorker worker;
        synchronized (this) {
            Registration registration = holder(name);
            worker = registration == null ? null : registration.worker();
        }
        if (worker == null) {
            throw new IllegalArgumentException("no plugin " + name + " is at work: see the list of plugins");
        }
        context.replays().start(name, span);
        worker.wakeup();
    }

    /** The plugin list. */
    public List<PluginStatus> statuses() {
        Map<String, Backlog> backlogs = Backlog.of(context.log().status());
        synchronized (this) {
            return registrations.values().stream()
                    .map(one -> one.status(
                            backlogs.getOrDefault(one.identity().name(), Backlog.NONE),
                            context.letters().of(one.identity().name()).count(),
                            context.replays().progress(one.identity().name())))
                    .toList();
        }
    }

    private synchronized List<PluginWorker> workers() {
        return registrations.values().stream()
                .map(Registration::worker)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Looks after every plugin. */
    public void look() {
        workers().forEach(PluginWorker::look);
    }

    /** Ends every plugin's work, side by side. */
    public void close() {
        synchronized (this) {
            closed = true;
        }
        shutdown.begin();
        List<PluginWorker> leaving = workers();
        leaving.forEach(PluginWorker::leave);
        leaving.forEach(worker -> worker.retire(shutdown.drain()));
        synchronized (this) {
            registrations.clear();
        }
    }
}
