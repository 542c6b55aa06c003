package org.estreamer.itests.plugin;

import java.util.Map;
import org.estreamer.plugin.Plugin;
import org.estreamer.record.Record;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** A plugin that leaves a mark as soon as a class of it is loaded. */
public final class MarkPlugin extends MarkActivator implements Plugin {
    @Override
    public void start(BundleContext context) {
        Map<String, Object> properties =
                Map.of("description", "Leaves a mark", "author", "Integration tests", "version", "1.0.0");
        context.registerService(Plugin.class, this, FrameworkUtil.asDictionary(properties));
    }

    @Override
    public void onRecord(Record record) {
        // none is sent
    }
}
