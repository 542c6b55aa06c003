package org.estreamer.dispatcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.estreamer.pipeline.PluginStatus;
import org.estreamer.pipeline.RecordStream;
import org.estreamer.plugin.Plugin;
import org.estreamer.record.RecordBatch;

/** A dispatcher without OSGi, with a server that is nothing but calls of {@link #send}. */
final class Rig implements AutoCloseable {
    static final String SERVER = "fmc";
    static final Settings SETTINGS = new Settings(
            queue(100),
            Duration.ofSeconds(30),
            0,
            Duration.ofSeconds(300),
            Duration.ofSeconds(10),
            Duration.ofMillis(20),
            2,
            Duration.ZERO);

    final Delivery delivery;
    final AtomicInteger restarts = new AtomicInteger();
    RecordStream stream;

    Rig(Path data) {
        this(data, SETTINGS);
    }

    Rig(Path data, Settings settings) {
        delivery = new Delivery(settings, data, () -> false);
    }

    /** Bounded by records only. */
    static QueueLimits queue(int records) {
        return new QueueLimits(records, Long.MAX_VALUE);
    }

    static Settings queueOf(int records) {
        return new Settings(
                queue(records),
                SETTINGS.stuck(),
                SETTINGS.quarantineFailures(),
                SETTINGS.quarantine(),
                SETTINGS.drain(),
                SETTINGS.position(),
                SETTINGS.reorderSeconds(),
                SETTINGS.expect());
    }

    static Settings expecting(Duration expect) {
        return new Settings(
                SETTINGS.queue(),
                SETTINGS.stuck(),
                SETTINGS.quarantineFailures(),
                SETTINGS.quarantine(),
                SETTINGS.drain(),
                SETTINGS.position(),
                SETTINGS.reorderSeconds(),
                expect);
    }

    /** The service properties of a well-behaved plugin, with more pairs of key and value. */
    static Map<String, Object> properties(Object... pairs) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "description", "a plugin for tests",
                "author", "the tests",
                "version", "1.0"));
        for (int i = 0; i < pairs.length; i += 2) {
            properties.put((String) pairs[i], pairs[i + 1]);
        }
        return properties;
    }

    void add(String name, Plugin plugin, Object... pairs) {
        Map<String, Object> properties = properties(pairs);
        properties.put("component.name", name);
        delivery.roster()
                .add(name, plugin, PluginIdentity.of(properties, "bundle." + name, name.hashCode()), properties);
    }

    void remove(String name) {
        delivery.roster().remove(name);
    }

    RecordStream open() throws InterruptedException {
        stream = delivery.open(SERVER, restarts::incrementAndGet);
        return stream;
    }

    void send(FakeRecord... records) throws InterruptedException {
        stream.dispatch(new RecordBatch(SERVER, List.of(records)));
    }

    PluginStatus status(String name) {
        return delivery.roster().statuses().stream()
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until a plugin's queue is empty and everything in it is counted. */
    void awaitCounted(String name, long records) {
        Await.until(
                records + " records at " + name + ", has " + status(name),
                () -> status(name).delivered() + status(name).failed() >= records);
    }

    @Override
    public void close() {
        delivery.close();
    }
}
