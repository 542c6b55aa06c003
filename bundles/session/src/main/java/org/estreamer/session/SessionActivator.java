package org.estreamer.session;

import java.util.Map;
import org.estreamer.settings.HiddenSetting;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationPlugin;

/** Hides the password before Declarative Services gets to see the configurations. */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class SessionActivator implements BundleActivator {
    static final HiddenSetting PASSWORD = new HiddenSetting("identityPassword");

    private static final int AFTER_ALL_OTHERS = 1000;

    @Override
    public void start(BundleContext context) {
        context.registerService(
                ConfigurationPlugin.class,
                (reference, properties) -> PASSWORD.hide(properties),
                FrameworkUtil.asDictionary(
                        Map.of(ConfigurationPlugin.CM_RANKING, AFTER_ALL_OTHERS, "cm.target", new String[] {
                            "org.estreamer.session"
                        })));
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes the service back
    }
}
