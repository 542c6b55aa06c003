package org.estreamer.dispatcher;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.estreamer.pipeline.PluginStatus;
import org.estreamer.plugin.Plugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plugins that are registered, in the order they came. */
final class PluginRoster {
    private static final Logger LOG = LoggerFactory.getLogger(PluginRoster.class);

    private final Settings settings;
    private final Streams streams;
    private final PositionStore store;
    private final Attendance attendance;
    private final ShutdownClock shutdown;
    private final Map<Object, Registration> registrations = new LinkedHashMap<>();
    private boolean closed;

    /**
     * Makes a roster.
     *
     * @param stopping whether everything is going down, so that plugins leave without being removed
     */
    PluginRoster(Settings settings, Streams streams, PositionStore store, BooleanSupplier stopping) {
        this.settings = settings;
        this.streams = streams;
        this.store = store;
        attendance = new Attendance(store, settings.expect());
        shutdown = new ShutdownClock(stopping, settings.drain());
    }

    /**
     * A service was registered.
     *
     * @param key what {@link #change} and {@link #remove} will call it
     */
    void add(Object key, Plugin plugin, PluginIdentity identity, Map<String, ?> properties) {
        Registration registration = new Registration(plugin, identity, properties);
        synchronized (this) {
            if (closed) {
                return;
            }
            registrations.put(key, registration);
        }
        evaluate(registration);
    }

    /** A service's properties have changed. */
    void change(Object key, PluginIdentity identity, Map<String, ?> properties) {
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
            worker.adopt(contract, Callback.bind(registration.plugin(), contract.callback()));
        } catch (Refusal e) {
            worker.retire(shutdown.drain());
            refuse(registration, e);
        }
    }

    /** A service has gone. Returns when its queue is drained and nothing here refers to it. */
    void remove(Object key) {
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
            attendance.changed(names());
            // the name is free now
            waiting.forEach(this::evaluate);
        }
    }

    private void evaluate(Registration registration) {
        try {
            PluginContract contract = PluginContract.of(claimName(registration), registration.properties());
            PluginWorker worker = worker(registration, contract, new Tally(), new Rest(settings.position()));
            if (employ(registration, null, worker)) {
                LOG.info(
                        "Plugin {} {} of bundle {} is here: {}",
                        contract.identity().name(),
                        contract.identity().version(),
                        contract.identity().bundle(),
                        contract.identity().description());
            }
        } catch (Refusal e) {
            refuse(registration, e);
        }
        attendance.changed(names());
    }

    private PluginWorker worker(Registration registration, PluginContract contract, Tally tally, Rest rest)
            throws Refusal {
        PluginCode code =
                new PluginCode(registration.plugin(), Callback.bind(registration.plugin(), contract.callback()));
        PositionKeeper keeper = code.durable()
                ? PositionKeeper.in(code)
                : PositionKeeper.in(store, contract.identity().name());
        return new PluginWorker(contract, code, tally, keeper, store, streams, settings, rest);
    }

    /**
     * Sets a worker to work.
     *
     * @param before the worker in whose place it comes; null for none
     * @return whether it was still wanted
     */
    private boolean employ(Registration registration, PluginWorker before, PluginWorker worker) {
        try {
            synchronized (this) {
                if (closed || registration.leaving() || registration.worker() != before) {
                    return false;
                }
                registration.accept(worker);
                worker.start();
            }
            streams.arrive(worker);
            return true;
        } catch (OutOfMemoryError e) {
            worker.takeBack(e);
            throw e;
        }
    }

    private synchronized PluginIdentity claimName(Registration registration) throws Refusal {
        PluginIdentity identity = registration.identity();
        String name = identity.name();
        for (int number = 2; ; number++) {
            Registration holder = holder(name);
            if (holder == null || holder == registration) {
                registration.claim(identity.named(name));
                return registration.identity();
            }
            if (holder.identity().bundleId() != identity.bundleId()) {
                throw new Refusal(
                        "the name " + name + " is taken by bundle "
                                + holder.identity().bundle()
                                + "; positions are kept by name, so give one of the components another name",
                        true);
            }
            name = identity.name() + "#" + number;
        }
    }

    private Registration holder(String name) {
        return registrations.values().stream()
                .filter(other -> other.nameClaimed() && other.identity().name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private void refuse(Registration registration, Refusal refusal) {
        synchronized (this) {
            registration.refuse(refusal);
        }
        LOG.error(
                "Service {} of bundle {} is refused as a plugin: {}",
                registration.identity().name(),
                registration.identity().bundle(),
                refusal.getMessage());
    }

    /** Lets a quarantined plugin back in; false if there is none of that name whose thread has come back. */
    boolean readmit(String name) {
        Registration registration;
        PluginWorker worker;
        synchronized (this) {
            registration = holder(name);
            worker = registration == null ? null : registration.worker();
            if (worker == null || !worker.quarantined() || !worker.ended()) {
                return false;
            }
        }
        if (!employAgain(registration, worker)) {
            return false;
        }
        LOG.info("Plugin {} is let back in", name);
        return true;
    }

    private boolean employAgain(Registration registration, PluginWorker before) {
        try {
            PluginWorker next = worker(registration, before.contract(), before.tally(), before.rest());
            return employ(registration, before, next);
        } catch (Refusal e) {
            refuse(registration, e);
            return false;
        }
    }

    synchronized List<PluginStatus> statuses() {
        return registrations.values().stream().map(Registration::status).toList();
    }

    synchronized List<PluginWorker> workers() {
        return registrations.values().stream()
                .map(Registration::worker)
                .filter(Objects::nonNull)
                .toList();
    }

    private synchronized List<String> names() {
        return registrations.values().stream()
                .map(registration -> registration.identity().name())
                .toList();
    }

    /** Waits for the plugins that were there before; once after a start, and not for long. */
    void awaitExpected() throws InterruptedException {
        attendance.awaitExpected();
    }

    /** Looks after every plugin. */
    void look(long now) {
        for (PluginWorker worker : workers()) {
            worker.look(now);
            if (worker.toBeReplaced(now)) {
                replace(worker);
            }
        }
    }

    private void replace(PluginWorker rested) {
        Optional<Registration> employer;
        synchronized (this) {
            employer = registrations.values().stream()
                    .filter(registration -> registration.worker() == rested)
                    .findFirst();
        }
        employer.ifPresent(registration -> employAgain(registration, rested));
    }

    /** Ends every plugin's work; the queues drain side by side. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        List<PluginWorker> leaving = workers();
        leaving.forEach(PluginWorker::close);
        long deadline = System.nanoTime() + settings.drain().toNanos();
        for (PluginWorker worker : leaving) {
            worker.retire(Duration.ofNanos(Math.max(deadline - System.nanoTime(), 0)));
        }
        synchronized (this) {
            registrations.clear();
        }
    }
}
