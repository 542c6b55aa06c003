package org.estreamer.shell.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.estreamer.pipeline.DeadLetters;
import org.estreamer.pipeline.Dispatcher;
import org.estreamer.pipeline.PluginStatus;

/** A dispatcher that has the plugins it is told to have. */
public final class ScriptedDispatcher implements Dispatcher {
    private final List<PluginStatus> plugins = new ArrayList<>();

    public ScriptedDispatcher plugin(String name, PluginStatus.State state, String reason, long delivered) {
        plugins.removeIf(plugin -> plugin.name().equals(name));
        plugins.add(new PluginStatus(
                name,
                "1.2.3",
                "Ada",
                "Does " + name,
                "org.example." + name + " [7]",
                state,
                reason,
                "at least once",
                delivered,
                3,
                0,
                12,
                5,
                0));
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
    public boolean readmit(String plugin) {
        return plugins.stream()
                .anyMatch(one -> one.name().equals(plugin) && one.state() == PluginStatus.State.QUARANTINED);
    }

    @Override
    public Optional<DeadLetters> deadLetters(String plugin) {
        return Optional.empty();
    }
}
