package org.estreamer.deployer.folders;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.SynchronousBundleListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the gate the only way in from the plugin folders, whoever else watches them. Synchronous, so that such a bundle is
 * gone before it is started.
 */
public final class FolderGuard implements SynchronousBundleListener {
    private static final Logger LOG = LoggerFactory.getLogger(FolderGuard.class);

    private final PluginFolders folders;

    public FolderGuard(PluginFolders folders) {
        this.folders = folders;
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.INSTALLED) {
            check(event.getBundle());
        }
    }

    /** Uninstalls a bundle that came from a plugin folder past the gate. */
    public void check(Bundle bundle) {
        if (PluginFolders.origin(bundle.getLocation()).filter(folders::hold).isPresent()) {
            LOG.warn(
                    "{} was installed from a plugin folder by somebody else, and is uninstalled: only .jar files come"
                            + " in, and through the plugin gate",
                    bundle.getLocation());
            try {
                bundle.uninstall();
            } catch (BundleException e) {
                LOG.error("{} could not be uninstalled: {}", bundle.getLocation(), e.toString());
            }
        }
    }
}
