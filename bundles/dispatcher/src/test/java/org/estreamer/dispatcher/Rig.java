package org.estreamer.dispatcher;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.estreamer.dispatcher.deadletter.DeadLetterFolders;
import org.estreamer.dispatcher.delivery.DeliveryContext;
import org.estreamer.dispatcher.delivery.DeliverySettings;
import org.estreamer.dispatcher.plugin.PluginIdentity;
import org.estreamer.dispatcher.plugin.PluginRoster;
import org.estreamer.dispatcher.replay.Replays;
import org.estreamer.pipeline.delivery.PluginStatus;
import org.estreamer.pipeline.log.MemoryEventLog;
import org.estreamer.plugin.Plugin;
import org.estreamer.record.FakeRecord;
import org.estreamer.record.RecordBatch;

/** A dispatcher without OSGi, with a server that is nothing but calls of {@link #send}. A second one on the log is a restart. */
final class Rig implements AutoCloseable {
    static final String SERVER = "fmc";
    static final DeliverySettings SETTINGS = new DeliverySettings(
            Duration.ofSeconds(30), 0, Duration.ofSeconds(300), Duration.ofSeconds(10), Duration.ofMillis(20), 1 << 20);

    final MemoryEventLog log;
    final FakeMetadata metadata = new FakeMetadata();
    final FakeTime time = new FakeTime();
    final Replays replays;
    final PluginRoster roster;

    Rig() {
        this(new MemoryEventLog());
    }

    Rig(MemoryEventLog log) {
        this(log, SETTINGS);
    }

    Rig(MemoryEventLog log, DeliverySettings settings) {
        this(log, settings, TemporaryFolder.untilTheEnd());
    }

    /** One whose dead letters outlive it. */
    Rig(MemoryEventLog log, DeliverySettings settings, Path data) {
        this.log = log;
        DeadLetterFolders letters = new DeadLetterFolders(data, settings.deadLetterBytes(), FakeRecord::decode);
        replays = new Replays(data.resolve("replay"), log, InstantSource.system(), time);
        replays.load();
        DeliveryContext context =
                new DeliveryContext(log, metadata, letters, replays, metadata, settings, InstantSource.system(), time);
        roster = new PluginRoster(context, null, () -> false);
    }

    static DeliverySettings draining(Duration drain) {
        return new DeliverySettings(
                SETTINGS.stuck(),
                SETTINGS.quarantineFailures(),
                SETTINGS.quarantine(),
                drain,
                SETTINGS.position(),
                SETTINGS.deadLetterBytes());
    }

    static DeliverySettings keepingEvery(Duration position) {
        return new DeliverySettings(
                SETTINGS.stuck(),
                SETTINGS.quarantineFailures(),
                SETTINGS.quarantine(),
                SETTINGS.drain(),
                position,
                SETTINGS.deadLetterBytes());
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
        roster.add(name, plugin, PluginIdentity.of(properties, "bundle." + name, name.hashCode()), properties);
    }

    void remove(String name) {
        roster.remove(name);
    }

    void send(FakeRecord... records) throws Exception {
        log.put(new RecordBatch(records[0].server(), List.of(records)));
    }

    PluginStatus status(String name) {
        return roster.statuses().stream()
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Time passes for whoever looks after the plugins, between two looks. */
    void leap(Duration ahead) {
        roster.look();
        time.leap(ahead);
        roster.look();
    }

    /** Waits until a plugin has counted so many records. */
    void awaitCounted(String name, long records) {
        Await.until(
                records + " records at " + name + ", has " + status(name),
                () -> status(name).delivered() + status(name).failed() >= records);
    }

    void awaitState(String name, PluginStatus.State state) {
        Await.until(
                state + ", is " + status(name),
                () -> {
                    roster.look();
                    return status(name).state() == state;
                },
                () -> status(name).toString());
    }

    /** Waits until the log knows that a plugin has finished everything before a number. */
    void awaitFinished(String name, long number) {
        Await.until("finished up to " + number, () -> log.place(name, SERVER) >= number);
    }

    @Override
    public void close() {
        roster.close();
    }
}
