package org.estreamer.plugin.file;

import java.nio.file.Path;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** A framework without bundles, for services to meet in. */
final class RunningFramework {
    private static final long STOP_MILLIS = 30_000;

    private final Framework framework;

    private RunningFramework(Framework framework) {
        this.framework = framework;
    }

    /** Starts one that keeps what it has in a folder. */
    static RunningFramework in(Path folder) throws BundleException {
        Framework framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, folder.resolve("cache").toString()));
        framework.start();
        return new RunningFramework(framework);
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(STOP_MILLIS);
    }
}
