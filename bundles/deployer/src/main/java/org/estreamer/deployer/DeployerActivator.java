package org.estreamer.deployer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.estreamer.deployer.folders.FolderGuard;
import org.estreamer.deployer.folders.PluginDeployer;
import org.estreamer.deployer.folders.PluginFolders;
import org.estreamer.deployer.folders.PluginInstaller;
import org.estreamer.deployer.folders.SecondLook;
import org.estreamer.deployer.gate.ConfigurationWatch;
import org.estreamer.deployer.gate.DeployerSettings;
import org.estreamer.deployer.gate.PrivateCopy;
import org.estreamer.deployer.running.DigestLedger;
import org.estreamer.deployer.running.PluginBundles;
import org.estreamer.deployer.running.PluginRunner;
import org.estreamer.pipeline.PluginFolder;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ManagedService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the deployer together. A plain activator: it has to be there before FileInstall's first scan and before the
 * plugins of a former run are started, at a start level at which Declarative Services need not be.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class DeployerActivator implements BundleActivator {
    private static final Logger LOG = LoggerFactory.getLogger(DeployerActivator.class);

    /** Longer than a leaving plugin gets for the record in hand and its position. */
    private static final Duration LIMIT = Duration.ofSeconds(15);

    /** Before the deployers Karaf registers with FileInstall. */
    private static final int FIRST = 1000;

    private final SecondLook secondLook = new SecondLook();

    @Override
    public void start(BundleContext context) throws IOException {
        PluginFolders folders = PluginFolders.from(context::getProperty);
        Path data = context.getDataFile("").toPath();
        Path incoming = data.resolve("incoming");
        PrivateCopy.clear(incoming);
        PluginBundles bundles = new PluginBundles(context);
        PluginRunner runner = new PluginRunner(
                bundles, new DigestLedger(data.resolve("digests.properties")), LIMIT, secondLook::soon);
        ConfigurationWatch watch = new ConfigurationWatch(context::getProperty, secondLook::reconsider);
        PluginDeployer deployer = new PluginDeployer(folders, bundles, runner, incoming, watch.current());
        LOG.info("Plugins come and go in {}", folders);
        if (bundles.startBeforeUs()) {
            LOG.warn(
                    "Plugins have a lower start level than {}: those a former run has let in start before they are"
                            + " judged again. Give this bundle a start level no higher than theirs",
                    context.getBundle());
        }

        takeOver(context, folders, deployer);
        context.addBundleListener(secondLook);
        secondLook.begin(deployer);
        register(context, folders, deployer);
        context.registerService(
                ManagedService.class,
                watch,
                FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_PID, DeployerSettings.PID)));
    }

    private static void takeOver(BundleContext context, PluginFolders folders, PluginDeployer deployer) {
        FolderGuard guard = new FolderGuard(folders);
        context.addBundleListener(guard);
        for (Bundle bundle : context.getBundles()) {
            guard.check(bundle).filter(folders::holdJar).ifPresent(deployer::examine);
        }
        deployer.reconcile();
    }

    private static void register(BundleContext context, PluginFolders folders, PluginDeployer deployer) {
        context.registerService(PluginFolder.class, deployer, null);
        context.registerService(
                ArtifactInstaller.class,
                new PluginInstaller(folders, deployer),
                FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, FIRST)));
    }

    @Override
    public void stop(BundleContext context) {
        secondLook.close();
    }
}
