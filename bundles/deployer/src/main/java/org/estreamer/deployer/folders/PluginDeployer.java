package org.estreamer.deployer.folders;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import org.estreamer.deployer.gate.DeployerSettings;
import org.estreamer.deployer.gate.JarGate;
import org.estreamer.deployer.gate.PluginIdentity;
import org.estreamer.deployer.gate.PrivateCopy;
import org.estreamer.deployer.gate.RefusedException;
import org.estreamer.deployer.running.PluginBundles;
import org.estreamer.deployer.running.PluginEntry;
import org.estreamer.deployer.running.PluginEntry.Stamp;
import org.estreamer.deployer.running.PluginEntry.Verdict;
import org.estreamer.deployer.running.PluginRunner;
import org.estreamer.pipeline.delivery.PluginFile;
import org.estreamer.pipeline.delivery.PluginFile.State;
import org.estreamer.pipeline.delivery.PluginFolder;
import org.estreamer.settings.PlainText;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of each jar in the plugin folders. The folders are the truth: whatever happened before, looking
 * at a file again brings the framework in line with it, and doing so twice changes nothing.
 */
public final class PluginDeployer implements PluginFolder {
    private static final Logger LOG = LoggerFactory.getLogger(PluginDeployer.class);

    private final PluginFolders folders;
    private final PluginBundles bundles;
    private final PluginRunner runner;
    private final Path incoming;
    private final Map<File, PluginEntry> entries = new ConcurrentSkipListMap<>();
    private final Path etc;
    private final Executor log;
    private final Set<File> told = new HashSet<>();
    private DeployerSettings settings;
    private volatile boolean first = true;

    /** The key store at the last look. */
    private String keyStore;

    /**
     * A deployer.
     *
     * @param incoming the folder for private copies
     * @param etc      the folder of configurations, to be named to who puts one elsewhere
     * @param log      runs what logs, once there is a log
     */
    public PluginDeployer(
            PluginFolders folders,
            PluginBundles bundles,
            PluginRunner runner,
            Path incoming,
            Path etc,
            DeployerSettings settings,
            Executor log) {
        this.folders = folders;
        this.bundles = bundles;
        this.runner = runner;
        this.incoming = incoming;
        this.etc = etc;
        this.settings = settings;
        this.log = log;
        this.keyStore = settings.keyStoreMark();
    }

    /** Looks at the files of the bundles a former run has left, before any of them is started. */
    public synchronized void reconcile() {
        for (Bundle bundle : bundles.all()) {
            if (PluginFolders.isPluginLocation(bundle.getLocation())) {
                File file = PluginFolders.file(bundle.getLocation());
                if (folders.holdJar(file)) {
                    examine(file);
                } else {
                    remove(file);
                }
            }
        }
    }

    /** Judges everything anew by other settings. */
    public synchronized void reconsider(DeployerSettings changed) {
        settings = changed;
        String trusted = settings.keyStoreMark();
        for (PluginEntry entry : entries.values()) {
            entry.appeal(trusted);
            examine(entry.file);
        }
    }

    /** Looks at a file that is new, has changed, or may have. */
    synchronized void examine(File named) {
        File file = PluginFolders.canonical(named);
        if (!file.isFile()) {
            remove(file);
            return;
        }
        PluginEntry entry = entries.computeIfAbsent(file, PluginDeployer::entry);
        if (entry.busy != null) {
            entry.again = true;
            return;
        }
        String trusted = settings.keyStoreMark();
        if (!trusted.equals(entry.judgement().keyStore())) {
            entry.appeal(trusted);
        }
        entry.examined = Stamp.of(file);
        entry.retry = false;
        try (PrivateCopy jar = PrivateCopy.of(file, incoming, settings.maxJarBytes())) {
            if (!isSettled(entry, jar.digest())) {
                judge(entry, jar);
            }
        } catch (RefusedException e) {
            refuse(entry, State.REFUSED, null, e.getMessage());
        } catch (IOException e) {
            entry.retry = true;
            entry.postpone();
            refuse(entry, State.WAITING, null, whatFailed(file, e) + "; it is tried again");
        }
    }

    /** Either the file, or the folder that copies go to, which may be on a disk that is full. */
    private String whatFailed(File file, IOException e) {
        try (InputStream in = Files.newInputStream(file.toPath())) {
            in.read();
        } catch (IOException unreadable) {
            return "it cannot be read (" + unreadable + ")";
        }
        return "there is no copy of it in " + incoming + " (" + e
                + "). Make room on the disk of that folder, or let this user write there";
    }

    private boolean isSettled(PluginEntry entry, String digest) {
        return digest.equals(entry.judgement().content())
                && (entry.verdict().state() == State.REFUSED
                        || bundles.at(entry.location).isPresent());
    }

    private void judge(PluginEntry entry, PrivateCopy jar) throws IOException {
        entry.wants = "";
        PluginIdentity identity = null;
        try {
            identity = new JarGate(settings).admit(jar.path(), jar.verified());
            checkUnique(entry, identity);
            runner.place(entry, identity, jar);
            readmit();
        } catch (RefusedException e) {
            entry.refused(jar.digest());
            refuse(entry, State.REFUSED, identity, e.getMessage());
        }
    }

    /** Two versions side by side would get, and write, every record twice. */
    private void checkUnique(PluginEntry entry, PluginIdentity identity) throws RefusedException {
        Optional<Bundle> holder = bundles.holder(identity.symbolicName(), entry.location);
        if (holder.isPresent()) {
            entry.wants = identity.symbolicName();
            Bundle bundle = holder.get();
            String location = bundle.getLocation();
            throw new RefusedException(String.format(
                    "%s %s is already there as bundle %d, from %s. %s",
                    bundle.getSymbolicName(),
                    bundle.getVersion(),
                    bundle.getBundleId(),
                    PluginFolders.isPluginLocation(location) ? PluginFolders.file(location) : location,
                    PluginFolders.isPluginLocation(location)
                            ? "To replace it, remove that file or overwrite it with this one"
                            : "It is not a plugin of this folder: remove this file"));
        }
    }

    /** What was let in before goes on; what only a former run has let in does not. */
    private void refuse(PluginEntry entry, State state, PluginIdentity identity, String reason) {
        if (!entry.judgement().letIn()) {
            runner.remove(entry);
        }
        Optional<Bundle> running = bundles.at(entry.location);
        if (entry.conclude(running.isPresent() ? State.RUNNING : state, identity, reason)) {
            log.execute(() -> LOG.warn(
                    "Plugin file {} is not taken in{}: {}",
                    entry,
                    running.map(bundle -> ", " + bundle.getVersion() + " keeps running")
                            .orElse(""),
                    reason));
        }
        readmit();
    }

    /**
     * A file is gone: so is its bundle, and one that wanted its name may come in. Until a plugin that hangs has let go of its
     * bundle, what is known of the file stays: it may be there again by then.
     */
    synchronized void remove(File named) {
        PluginEntry entry = entries.computeIfAbsent(PluginFolders.canonical(named), PluginDeployer::entry);
        if (!entry.leaving) {
            runner.remove(entry);
        }
        if (!entry.leaving) {
            entries.remove(entry.file);
        }
        readmit();
    }

    private static PluginEntry entry(File file) {
        return new PluginEntry(file, PluginFolders.location(file));
    }

    private void readmit() {
        for (PluginEntry entry : entries.values()) {
            if (!entry.wants.isEmpty()
                    && bundles.holder(entry.wants, entry.location).isEmpty()) {
                entry.wants = "";
                entry.reopen();
                examine(entry.file);
            }
        }
    }

    /**
     * Brings everything in line with what lies in the folders now, and takes up what could not be done at once. A file is
     * looked at when it has stood still from one look to the next, or is there at the first one; it is gone when it is so
     * twice. What another key store
     * would judge otherwise is judged anew.
     *
     * @param changed whether bundles have come or gone, so that it is worth trying again before the time
     */
    public synchronized void look(boolean changed) {
        Set<File> jars = jars();
        for (PluginEntry entry : entries.values()) {
            // some who replace a file remove it first
            if (!jars.contains(entry.file) && Stamp.of(entry.file).equals(entry.seen)) {
                remove(entry.file);
            }
        }
        jars.forEach(jar -> entries.computeIfAbsent(jar, PluginDeployer::entry));
        String trusted = settings.keyStoreMark();
        // one that is being written must not throw out what runs
        boolean stillTrusted = trusted.equals(keyStore);
        keyStore = trusted;
        for (PluginEntry entry : entries.values()) {
            look(entry, changed, stillTrusted);
        }
        if (first) {
            // one that another one needs may have come after it
            entries.values()
                    .forEach(entry -> bundles.at(entry.location).ifPresent(bundle -> runner.retryStart(entry, bundle)));
        }
        first = false;
        readmit();
    }

    private void look(PluginEntry entry, boolean changed, boolean stillTrusted) {
        Stamp stamp = Stamp.of(entry.file);
        boolean still = first || stamp.equals(entry.seen);
        entry.seen = stamp;
        if (entry.busy != null) {
            settle(entry);
        } else if (stillTrusted
                && entry.examined != null
                && !keyStore.equals(entry.judgement().keyStore())) {
            LOG.info("The key store is not as it was: plugin file {} is judged anew", entry);
            examine(entry.file);
        } else if (settings.signed() && isExchanged(entry)) {
            LOG.warn("Somebody else has updated the plugin of file {}: what lies there comes back", entry);
            entry.appeal(keyStore);
            examine(entry.file);
        } else if ((still && !stamp.equals(entry.examined)) || (entry.retry && entry.isDue())) {
            examine(entry.file);
        } else if (changed || entry.isDue()) {
            bundles.at(entry.location).ifPresent(bundle -> runner.retryStart(entry, bundle));
        }
    }

    /** Updated behind our back; what it is now may not be what the gate has let in. */
    private boolean isExchanged(PluginEntry entry) {
        return entry.judgement().letIn()
                && bundles.at(entry.location)
                        .filter(bundle -> !bundles.isAdmitted(bundle))
                        .isPresent();
    }

    private Set<File> jars() {
        Set<File> jars = new LinkedHashSet<>();
        for (File file : folders.files()) {
            if (PluginFolders.isJarName(file.getName())) {
                jars.add(file);
            } else if (file.getName().matches(".*\\.(cfg|config)") && told.add(file)) {
                LOG.warn(
                        "{} is not read: plugin folders take jars only. Configurations belong into {}",
                        PlainText.line(file.getPath()),
                        etc);
            }
        }
        return jars;
    }

    private void settle(PluginEntry entry) {
        if (!entry.busy.isDone()) {
            return;
        }
        if (entry.leaving) {
            runner.left(entry);
            entries.remove(entry.file);
            if (entry.file.isFile()) {
                examine(entry.file);
            }
        } else if (entry.again) {
            entry.again = false;
            entry.busy = null;
            entry.reopen();
            examine(entry.file);
        } else {
            runner.settle(entry);
        }
    }

    @Override
    public boolean looked() {
        return !first;
    }

    @Override
    public List<PluginFile> files() {
        return entries.values().stream().map(this::describe).toList();
    }

    private PluginFile describe(PluginEntry entry) {
        Verdict verdict = entry.verdict();
        Optional<Bundle> bundle = bundles.at(entry.location);
        State state = verdict.state();
        String reason = verdict.reason();
        if (state == State.RUNNING && !bundle.map(bundles::isRunning).orElse(false)) {
            state = State.WAITING;
            reason = reason.isEmpty()
                    ? "the bundle is " + bundle.map(bundles::stateOf).orElse("uninstalled by hand")
                    : reason;
        }
        PluginIdentity identity = verdict.identity();
        String name = bundle.map(Bundle::getSymbolicName).orElse(identity == null ? "" : identity.symbolicName());
        String version = bundle.map(b -> b.getVersion().toString())
                .orElse(identity == null ? "" : identity.version().toString());
        return new PluginFile(entry.file.getPath(), name, version, state, reason);
    }
}
