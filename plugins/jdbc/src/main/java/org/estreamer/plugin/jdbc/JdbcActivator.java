package org.estreamer.plugin.jdbc;

import java.util.Map;
import org.estreamer.settings.HiddenSetting;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationPlugin;

/** Hides the password, and the url, in which there may be one, before Declarative Services gets to see the configurations. */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class JdbcActivator implements BundleActivator {
    static final HiddenSetting PASSWORD = new HiddenSetting("password");
    static final HiddenSetting URL = new HiddenSetting("url");

    private static final int AFTER_ALL_OTHERS = 1000;

    @Override
    public void start(BundleContext context) {
        context.registerService(
                ConfigurationPlugin.class,
                (reference, properties) -> {
                    PASSWORD.hide(properties);
                    URL.hide(properties);
                },
                FrameworkUtil.asDictionary(Map.of(
                        ConfigurationPlugin.CM_RANKING, AFTER_ALL_OTHERS, "cm.target", new String[] {JdbcOutput.PID})));
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes the service back
    }
}
