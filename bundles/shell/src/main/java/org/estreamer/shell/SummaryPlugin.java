package org.estreamer.shell;

import java.util.Map;
import org.estreamer.plugin.Plugin;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Puts the counter of the demo's summary among the plugins, so that it sees the records. */
final class SummaryPlugin {
    private final BundleContext context;

    SummaryPlugin(BundleContext context) {
        this.context = context;
    }

    /** Registers the counter; it leaves with the bundle. */
    RecordCounts register() {
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
