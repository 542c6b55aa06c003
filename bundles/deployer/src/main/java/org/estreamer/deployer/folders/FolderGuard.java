package org.estreamer.deployer.folders;

import java.io.File;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.SynchronousBundleListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the gate the only way in: FileInstall also takes bundles under other names than {@code .jar} and unpacked in
 * folders, and jars while we are not there. Synchronous, so that such a bundle is gone before it is started.
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

    /**
     * Uninstalls a bundle that came from a plugin folder past the gate.
     *
     * @return the file it came from, if it was one
     */
    public Optional<File> check(Bundle bundle) {
        Optional<File> origin = PluginFolders.origin(bundle.getLocation()).filter(folders::hold);
        if (origin.isPresent()) {
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
        return origin;
    }
}
