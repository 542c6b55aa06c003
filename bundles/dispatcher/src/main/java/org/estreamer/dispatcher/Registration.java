package org.estreamer.dispatcher;

import java.util.Map;
import org.estreamer.pipeline.PluginStatus;
import org.estreamer.plugin.Plugin;

/** A registered service: a plugin at work, or one that was refused. Guarded by its roster. */
final class Registration {
    private final Plugin plugin;
    private PluginIdentity identity;
    private Map<String, ?> properties;
    private PluginWorker worker;
    private String refusal = "";
    private boolean waitsForAnother;
    private boolean nameClaimed;
    private boolean leaving;

    Registration(Plugin plugin, PluginIdentity identity, Map<String, ?> properties) {
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

    /** Null for a refused one. */
    PluginWorker worker() {
        return worker;
    }

    /** Whether the name is this one's, so that no other may have it. */
    boolean nameClaimed() {
        return nameClaimed;
    }

    void claim(PluginIdentity named) {
        identity = named;
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
        refusal = "";
        waitsForAnother = false;
    }

    /** Keeps the reason as text: an exception would hold on to every class on the stack. */
    void refuse(Refusal reason) {
        worker = null;
        refusal = reason.getMessage();
        waitsForAnother = reason.untilAnotherGoes();
        nameClaimed = false;
    }

    /** Whether it is refused only because of another plugin. */
    boolean waitsForAnother() {
        return waitsForAnother;
    }

    PluginStatus status() {
        if (worker != null) {
            return worker.status();
        }
        return new PluginStatus(
                identity.name(),
                identity.version(),
                identity.author(),
                identity.description(),
                identity.bundle(),
                PluginStatus.State.REFUSED,
                refusal,
                "",
                0,
                0,
                0,
                0,
                0);
    }
}
