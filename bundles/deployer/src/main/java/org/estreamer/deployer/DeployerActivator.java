package org.estreamer.deployer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.estreamer.deployer.folders.FolderWatch;
import org.estreamer.deployer.folders.PluginDeployer;
import org.estreamer.deployer.folders.PluginFolders;
import org.estreamer.deployer.gate.ConfigurationWatch;
import org.estreamer.deployer.gate.DeployerSettings;
import org.estreamer.deployer.gate.PrivateCopy;
import org.estreamer.deployer.guard.BundleGuard;
import org.estreamer.deployer.guard.Membership;
import org.estreamer.deployer.running.DigestLedger;
import org.estreamer.deployer.running.PluginBundles;
import org.estreamer.deployer.running.PluginRunner;
import org.estreamer.files.Folders;
import org.estreamer.pipeline.delivery.PluginFolder;
import org.estreamer.settings.SettingProblems;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ManagedService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the deployer together. A plain activator: it has to be there before the plugins of a former run are
 * started, at a start level at which Declarative Services need not be.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class DeployerActivator implements BundleActivator {
    private static final Logger LOG = LoggerFactory.getLogger(DeployerActivator.class);

    /** Longer than a leaving plugin gets for the record in hand and its position. */
    private static final Duration LIMIT = Duration.ofSeconds(15);

    /** Framework property: milliseconds from one look at the plugin folders to the next. */
    private static final String POLL = "estreamer.plugins.poll";

    private static final String DEFAULT_POLL_MILLIS = "500";

    private PatientLog log;
    private FolderWatch folderWatch;

    @Override
    public void start(BundleContext context) throws IOException {
        PluginFolders folders = PluginFolders.from(context::getProperty);
        boolean onlyLooks = Folders.onlyLooks(context::getProperty);
        if (!onlyLooks) {
            folders.create();
        }
        Path data = context.getDataFile("").toPath();
        Path incoming = data.resolve("incoming");
        PrivateCopy.clear(incoming);
        folderWatch = new FolderWatch(context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION));
        Membership members = new Membership(context);
        log = new PatientLog(context, members.isAlone());
        PluginBundles bundles = new PluginBundles(context, members, onlyLooks);
        PluginRunner runner = new PluginRunner(
                bundles, new DigestLedger(data.resolve("digests.properties")), LIMIT, folderWatch::soon);
        ConfigurationWatch watch = new ConfigurationWatch(context::getProperty, folderWatch::reconsider, log);
        PluginDeployer deployer = new PluginDeployer(
                folders, bundles, runner, incoming, Folders.etc(context::getProperty), watch.current(), log);
        log.execute(() -> LOG.info("Plugins come and go in {}", folders));
        if (bundles.startBeforeUs()) {
            log.execute(() -> LOG.warn(
                    "Plugins have a lower start level than {}: those a former run has let in start before they are"
                            + " judged again. Give this bundle a start level no higher than theirs",
                    context.getBundle()));
        }

        BundleGuard guard = new BundleGuard(
                members,
                location -> PluginFolders.origin(location).filter(folders::hold).isPresent(),
                PluginFolders::isPluginLocation,
                () -> watch.current().signed(),
                log);
        guard.begin(context);
        deployer.reconcile();
        context.addBundleListener(folderWatch);
        context.addFrameworkListener(folderWatch);
        folderWatch.begin(deployer, () -> guard.check(context), poll(context.getProperty(POLL)));
        context.registerService(PluginFolder.class, deployer, null);
        context.registerService(
                ManagedService.class,
                watch,
                FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_PID, DeployerSettings.PID)));
    }

    private static Duration poll(String millis) {
        String text = millis == null ? DEFAULT_POLL_MILLIS : millis.strip();
        if (!text.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(SettingProblems.outOfRange(POLL, text, 1, 999_999));
        }
        return Duration.ofMillis(Long.parseLong(text));
    }

    @Override
    public void stop(BundleContext context) {
        folderWatch.close();
        log.release();
    }
}
