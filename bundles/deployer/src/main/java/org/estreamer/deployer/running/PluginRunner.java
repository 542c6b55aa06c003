package org.estreamer.deployer.running;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.estreamer.deployer.gate.PluginIdentity;
import org.estreamer.deployer.gate.PrivateCopy;
import org.estreamer.deployer.gate.RefusedException;
import org.estreamer.pipeline.delivery.PluginFile.State;
import org.estreamer.settings.PlainText;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the framework in line with what the gate has let in: installs, updates, starts and uninstalls. */
public final class PluginRunner {
    private static final Logger LOG = LoggerFactory.getLogger(PluginRunner.class);
    private static final Duration THREAD_GRACE = Duration.ofSeconds(1);

    private final PluginBundles bundles;
    private final DigestLedger ledger;
    private final Duration limit;
    private final Runnable whenLate;

    /**
     * A runner.
     *
     * @param limit    how long a bundle's start or stop is waited for
     * @param whenLate run when one has come back after that
     */
    public PluginRunner(PluginBundles bundles, DigestLedger ledger, Duration limit, Runnable whenLate) {
        this.bundles = bundles;
        this.ledger = ledger;
        this.limit = limit;
        this.whenLate = whenLate;
    }

    /**
     * Installs a jar that was let in, or updates the bundle that came from the same file.
     *
     * @throws RefusedException if the framework does not take it
     * @throws IOException      if the copy cannot be read
     */
    public void place(PluginEntry entry, PluginIdentity identity, PrivateCopy jar)
            throws RefusedException, IOException {
        try {
            put(entry, identity, jar);
        } finally {
            ledger.save();
        }
    }

    private void put(PluginEntry entry, PluginIdentity identity, PrivateCopy jar) throws RefusedException, IOException {
        Optional<Bundle> present = bundles.at(entry.location);
        if (present.isPresent() && ledger.holds(present.get(), jar.digest())) {
            bundles.admit(present.get());
            admitted(entry, identity, jar, present.get());
            LOG.debug("Plugin {} is installed from {} as it is", identity, entry);
        } else if (present.isPresent()) {
            update(entry, present.get(), identity, jar);
        } else {
            install(entry, identity, jar);
        }
    }

    private void install(PluginEntry entry, PluginIdentity identity, PrivateCopy jar)
            throws RefusedException, IOException {
        Bundle bundle;
        try {
            bundle = bundles.install(entry.location, jar);
        } catch (BundleException e) {
            throw refused(e);
        }
        admitted(entry, identity, jar, bundle);
        start(entry, bundle, () -> bundles.start(bundle));
    }

    private void update(PluginEntry entry, Bundle bundle, PluginIdentity identity, PrivateCopy jar)
            throws RefusedException, IOException {
        boolean wanted = bundles.isPersistentlyStarted(bundle);
        try {
            if (!limited(entry, "stop", () -> halt(bundle))) {
                entry.again = true;
                return;
            }
            bundles.update(bundle, jar);
        } catch (BundleException e) {
            retryStart(entry, bundle);
            throw refused(e);
        }
        admitted(entry, identity, jar, bundle);
        start(entry, bundle, () -> {
            bundles.refresh(bundle);
            // one that somebody has stopped by hand stays so
            if (wanted) {
                bundles.start(bundle);
            }
        });
    }

    /** A disk that takes nothing is no fault of the jar. */
    private static RefusedException refused(BundleException e) throws IOException {
        if (e.getCause() instanceof IOException disk) {
            throw disk;
        }
        return new RefusedException("the framework does not take it: " + e.getMessage(), e);
    }

    private void admitted(PluginEntry entry, PluginIdentity identity, PrivateCopy jar, Bundle bundle) {
        tellOlder(identity, entry);
        if (!ledger.holds(bundle, jar.digest())) {
            ledger.put(bundle, jar.digest());
        }
        entry.letIn(jar.digest());
        entry.resetDelay();
        entry.conclude(State.RUNNING, identity, "");
    }

    /** To go back is an operator's right, and an attacker's wish where the older one has a fault. */
    private void tellOlder(PluginIdentity identity, PluginEntry entry) {
        Version before = ledger.succeed(identity.symbolicName(), identity.version());
        if (identity.version().compareTo(before) < 0) {
            LOG.warn(
                    "Plugin {} goes back to version {} from {}: {}",
                    identity.symbolicName(),
                    identity.version(),
                    before,
                    entry);
        }
    }

    /** Tries to start a bundle that should be running. */
    public void retryStart(PluginEntry entry, Bundle bundle) {
        if (bundles.needsStart(bundle)) {
            start(entry, bundle, () -> bundles.start(bundle));
        }
    }

    private void start(PluginEntry entry, Bundle bundle, LimitedTask.Step step) {
        try {
            if (limited(entry, "start", step)) {
                started(entry, bundle);
            }
        } catch (BundleException e) {
            failed(entry, bundle, e);
        }
    }

    private void started(PluginEntry entry, Bundle bundle) {
        entry.resetDelay();
        entry.conclude(State.RUNNING, entry.verdict().identity(), "");
        String state = bundles.stateOf(bundle);
        if (bundles.runsForNothing(bundle)) {
            LOG.warn(
                    "Bundle {} is {}, from {}, and gets no records: it has neither a component nor an activator. If it"
                            + " is to be a plugin and no library, its build leaves out Service-Component in the manifest",
                    nameOf(bundle),
                    state,
                    entry);
        } else {
            LOG.info("Plugin jar {} is {}, from {}", nameOf(bundle), state, entry);
        }
    }

    private void failed(PluginEntry entry, Bundle bundle, BundleException e) {
        String reason = new StartFailure(bundles.wiring()).reason(bundle, e);
        entry.postpone();
        if (entry.conclude(State.WAITING, entry.verdict().identity(), reason)) {
            LOG.warn("Plugin {} from {} is installed, but does not run: {}", nameOf(bundle), entry, reason);
        }
        LOG.debug("Start of {} failed", entry, e);
    }

    /** Takes up what a start that came back late has brought. */
    public void settle(PluginEntry entry) {
        LimitedTask task = entry.busy;
        entry.busy = null;
        bundles.at(entry.location).ifPresent(bundle -> {
            try {
                task.await(Duration.ZERO);
                started(entry, bundle);
            } catch (BundleException e) {
                failed(entry, bundle, e);
            }
        });
    }

    /**
     * Uninstalls what came from the entry's file, down to its class loader. Where the plugin does not come back from that, the
     * entry stays {@link PluginEntry#leaving} until it does.
     */
    public void remove(PluginEntry entry) {
        Optional<Bundle> present = bundles.at(entry.location);
        ledger.remove(entry.location);
        ledger.save();
        if (present.isEmpty()) {
            return;
        }
        Bundle bundle = present.get();
        try {
            entry.leaving = !limited(entry, "removal", () -> {
                halt(bundle);
                bundle.uninstall();
                bundles.refresh(bundle);
                LOG.info("Plugin {}, from {}, is uninstalled", nameOf(bundle), entry);
            });
        } catch (BundleException e) {
            notRemoved(entry, e);
        }
    }

    /** Takes up what a removal that came back late has brought. */
    public void left(PluginEntry entry) {
        LimitedTask task = entry.busy;
        entry.busy = null;
        entry.leaving = false;
        try {
            task.await(Duration.ZERO);
        } catch (BundleException e) {
            notRemoved(entry, e);
        }
    }

    private static void notRemoved(PluginEntry entry, BundleException e) {
        LOG.warn("The plugin of file {} was not removed cleanly: {}", entry, PlainText.line(e.toString()));
    }

    private void halt(Bundle bundle) throws InterruptedException {
        try {
            bundles.stop(bundle);
        } catch (BundleException e) {
            LOG.warn("Plugin {} threw while it stopped: {}", nameOf(bundle), PlainText.line(e.toString()));
        }
        List<String> left = leftThreads(bundle);
        if (!left.isEmpty()) {
            LOG.warn(
                    "Plugin {} is stopped and has left threads running: its code goes on in them and stays in memory."
                            + " Restart the process to be rid of them, and tell the plugin's author: {}",
                    nameOf(bundle),
                    String.join("; ", left));
        }
    }

    private List<String> leftThreads(Bundle bundle) throws InterruptedException {
        try {
            return LeftThreads.of(bundle, bundles.all(), THREAD_GRACE);
        } catch (RuntimeException e) { // another bundle may go while its content is read; the removal goes on
            LOG.warn("Whether plugin {} has left threads running cannot be told: {}", nameOf(bundle), e.toString());
            return List.of();
        }
    }

    private static String nameOf(Bundle bundle) {
        return PlainText.line(bundle.getSymbolicName() + " " + bundle.getVersion());
    }

    private boolean limited(PluginEntry entry, String what, LimitedTask.Step step) throws BundleException {
        String name = "plugin " + what + " " + PlainText.line(entry.file.getName());
        entry.busy = LimitedTask.start(name, step, whenLate);
        try {
            if (entry.busy.await(limit)) {
                entry.busy = null;
                return true;
            }
        } catch (BundleException e) {
            entry.busy = null;
            throw e;
        }
        String reason = "its " + what + " has not come back for " + limit.toSeconds()
                + " s; it is left to itself, see the stack of thread '" + name + "'";
        entry.conclude(State.WAITING, entry.verdict().identity(), reason);
        LOG.warn("Plugin file {}: {}", entry, reason);
        return false;
    }
}
