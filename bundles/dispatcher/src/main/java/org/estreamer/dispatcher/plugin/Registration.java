package org.estreamer.dispatcher.plugin;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.estreamer.dispatcher.delivery.PluginState;
import org.estreamer.dispatcher.delivery.PluginWorker;
import org.estreamer.dispatcher.delivery.Tally;
import org.estreamer.pipeline.delivery.PluginStatus;
import org.estreamer.plugin.Plugin;

/** A registered service: a plugin at work, or one that was refused. Guarded by its roster. */
final class Registration {
    private final Plugin plugin;
    private final Tally tally = new Tally();
    private PluginIdentity identity;
    private Map<String, ?> properties;
    private PluginWorker worker;
    private PluginState refusal;
    private boolean waitsForAnother;
    private boolean nameClaimed;
    private boolean leaving;

    Registration(Plugin plugin, PluginIdentity identity, Map<String, ?> properties, Instant now) {
        refusal = new PluginState(PluginStatus.State.REFUSED, "it is being looked at", now);
        this.plugin = plugin;
        this.identity = identity;
        this.properties = properties;
    }

    Plugin plugin() {
        return plugin;
    }

    PluginIdentity identity() {
        return identity;
    }

    Map<String, ?> properties() {
        return properties;
    }

    /** Outlives the workers. */
    Tally tally() {
        return tally;
    }

    /** Null for a refused one. */
    PluginWorker worker() {
        return worker;
    }

    void claim() {
        nameClaimed = true;
    }

    void changed(PluginIdentity fresh, Map<String, ?> freshProperties) {
        identity = nameClaimed ? fresh.named(identity.name()) : fresh;
        properties = freshProperties;
    }

    /** The service is going: it gets no worker any more. */
    void markLeaving() {
        leaving = true;
    }

    boolean leaving() {
        return leaving;
    }

    void accept(PluginWorker accepted) {
        worker = accepted;
        waitsForAnother = false;
    }

    /** Keeps the reason as text: an exception would hold on to every class on the stack. */
    void refuse(Refusal reason, Instant now) {
        worker = null;
        refusal = new PluginState(PluginStatus.State.REFUSED, reason.getMessage(), now);
        waitsForAnother = reason.untilAnotherGoes();
        nameClaimed = false;
    }

    /** Whether it is refused only because of another plugin. */
    boolean waitsForAnother() {
        return waitsForAnother;
    }

    /** Whether the name is this one's, so that no other may have it. */
    boolean has(String name) {
        return nameClaimed && identity.name().equals(name);
    }

    /**
     * A line of the plugin list, with what it has not finished, and what it has failed on.
     *
     * @param replay how far its replay is; empty if it has none
     */
    PluginStatus status(Backlog backlog, long deadLetters, String replay) {
        boolean refused = worker == null;
        PluginState state = refused ? refusal : worker.state();
        String trouble = refused || !state.reason().isEmpty() ? state.reason() : worker.failure();
        String reason =
                Stream.of(trouble, replay).filter(text -> !text.isEmpty()).collect(Collectors.joining("; "));
        String delivery = refused ? "" : worker.durable() ? PluginStatus.EXACTLY_ONCE : PluginStatus.AT_LEAST_ONCE;
        return new PluginStatus(
                identity.name(),
                identity.version(),
                identity.author(),
                identity.description(),
                identity.bundle(),
                state.state(),
                reason,
                delivery,
                tally.delivered(),
                tally.failed(),
                tally.lost(),
                backlog.records(),
                backlog.seconds(),
                deadLetters);
    }
}
