package org.estreamer.shell.demo;

import java.util.Map;
import org.estreamer.plugin.Plugin;
import org.estreamer.shell.live.RecordCounts;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Puts the counter of the demo's summary among the plugins, so that it sees the records. */
public final class SummaryPlugin {
    private final BundleContext context;

    public SummaryPlugin(BundleContext context) {
        this.context = context;
    }

    /** Registers the counter; it leaves with the bundle. */
    public RecordCounts register() {
        RecordCounts counts = new RecordCounts();
        context.registerService(
                Plugin.class,
                counts,
                FrameworkUtil.asDictionary(Map.of(
                        "component.name", "summary",
                        "description", "Counts records for the summary on the screen",
                        "author", "estreamer",
                        "version", context.getBundle().getVersion().toString(),
                        "overflow", "drop")));
        return counts;
    }
}
