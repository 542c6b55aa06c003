package org.estreamer.shell.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estreamer.pipeline.delivery.DeadLetters;
import org.estreamer.pipeline.delivery.Dispatcher;
import org.estreamer.pipeline.delivery.PluginStatus;
import org.estreamer.pipeline.delivery.ReplayStatus;
import org.estreamer.pipeline.log.LogSpan;

/** A dispatcher that has the plugins it is told to have. */
public final class ScriptedDispatcher implements Dispatcher {
    private final List<PluginStatus> plugins = new ArrayList<>();
    private final List<ReplayStatus> replays = new ArrayList<>();
    private List<String> objections = List.of();
    private final Map<String, DeadLetters> letters = new HashMap<>();

    public ScriptedDispatcher plugin(String name, PluginStatus.State state, String reason, long delivered) {
        return plugin(name, state, reason, PluginStatus.AT_LEAST_ONCE, delivered);
    }

    void exactlyOnce(String name) {
        plugin(name, PluginStatus.State.ACTIVE, "", PluginStatus.EXACTLY_ONCE, 0);
    }

    private ScriptedDispatcher plugin(
            String name, PluginStatus.State state, String reason, String delivery, long delivered) {
        plugins.removeIf(plugin -> plugin.name().equals(name));
        plugins.add(new PluginStatus(
                name,
                "1.2.3",
                "Ada",
                "Does " + name,
                "org.example." + name + " [7]",
                state,
                reason,
                delivery,
                delivered,
                3,
                0,
                12,
                5,
                0));
        return this;
    }

    /** Objects to every configuration. */
    public ScriptedDispatcher objecting(String... objections) {
        this.objections = List.of(objections);
        return this;
    }

    public void clear() {
        plugins.clear();
    }

    @Override
    public List<PluginStatus> plugins() {
        return List.copyOf(plugins);
    }

    @Override
    public List<String> objections(long bundle, Map<String, ?> settings) {
        return objections;
    }

    @Override
    public boolean readmit(String plugin) {
        return plugins.stream()
                .anyMatch(one -> one.name().equals(plugin) && one.state() == PluginStatus.State.QUARANTINED);
    }

    /** Gives a plugin dead letters. */
    public void letters(String plugin, DeadLetters dead) {
        letters.put(plugin, dead);
    }

    @Override
    public Optional<DeadLetters> deadLetters(String plugin) {
        return Optional.ofNullable(letters.get(plugin));
    }

    @Override
    public void replay(String plugin, LogSpan span) {
        if (replays.stream().anyMatch(replay -> replay.plugin().equals(plugin))) {
            throw new IllegalArgumentException("plugin " + plugin + " has a replay already");
        }
        replays.add(new ReplayStatus(plugin, span, ReplayStatus.State.RUNNING, span.from(), 17, 0, ""));
    }

    @Override
    public boolean cancelReplay(String plugin) {
        return replays.removeIf(replay -> replay.plugin().equals(plugin));
    }

    @Override
    public List<ReplayStatus> replays() {
        return List.copyOf(replays);
    }
}
