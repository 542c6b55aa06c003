package org.estreamer.deployer.running;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.estreamer.deployer.gate.PrivateCopy;
import org.estreamer.deployer.guard.Membership;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/** What the framework does with plugin bundles. */
public final class PluginBundles {
    private static final String SERVICE_COMPONENT = "Service-Component";

    private final BundleContext context;
    private final Membership members;
    private final boolean startsNone;
    private final Bundle framework;

    /**
     * The framework, as plugins need it.
     *
     * @param members    told which bundles are plugins that were let in
     * @param startsNone whether plugins are only to be looked at: their bundles are installed and resolved, and none is started
     */
    public PluginBundles(BundleContext context, Membership members, boolean startsNone) {
        this.context = context;
        this.startsNone = startsNone;
        this.members = members;
        this.framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
    }

    public Optional<Bundle> at(String location) {
        return Optional.ofNullable(context.getBundle(location));
    }

    public List<Bundle> all() {
        return List.of(context.getBundles());
    }

    /** The bundle that already has a symbolic name, other than the one at a location. */
    public Optional<Bundle> holder(String symbolicName, String location) {
        return all().stream()
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .filter(bundle -> !bundle.getLocation().equals(location))
                .findFirst();
    }

    public Bundle install(String location, PrivateCopy jar) throws BundleException, IOException {
        members.expect(location);
        try (InputStream in = jar.open()) {
            Bundle bundle = context.installBundle(location, in);
            members.admit(bundle);
            return bundle;
        } finally {
            members.expect("");
        }
    }

    /**
     * Whether new bundles get a start level below that of ours. After a restart from a cache, the plugins of the former
     * run would then start before they are judged again; within one level the framework goes by age.
     */
    public boolean startBeforeUs() {
        return framework.adapt(FrameworkStartLevel.class).getInitialBundleStartLevel()
                < context.getBundle().adapt(BundleStartLevel.class).getStartLevel();
    }

    /** Takes in a bundle that is installed from the same bytes already. */
    public void admit(Bundle bundle) {
        members.admit(bundle);
    }

    /** Whether a bundle has the content that the gate has let in. */
    public boolean isAdmitted(Bundle bundle) {
        return members.has(bundle);
    }

    public void update(Bundle bundle, PrivateCopy jar) throws BundleException, IOException {
        members.expect(bundle.getLocation());
        try (InputStream in = jar.open()) {
            bundle.update(in);
            members.admit(bundle);
        } finally {
            members.expect("");
        }
    }

    /** Waits until nothing uses the bundle's former classes any more. */
    public void refresh(Bundle bundle) throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(List.of(bundle), event -> refreshed.countDown());
        refreshed.await();
    }

    public void start(Bundle bundle) throws BundleException {
        if (!startsNone) {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        } else if (!wiring().resolveBundles(List.of(bundle))) {
            throw new BundleException(bundle + " cannot be resolved", BundleException.RESOLVE_ERROR);
        }
    }

    /** Stops a bundle that is to start again with the framework. */
    public void stop(Bundle bundle) throws BundleException {
        bundle.stop(Bundle.STOP_TRANSIENT);
    }

    /** Whether the bundle should be started and could be, but is not. While it starts, the framework sees to that. */
    public boolean needsStart(Bundle bundle) {
        if (startsNone) {
            return bundle.getState() == Bundle.INSTALLED;
        }
        return framework.getState() == Bundle.ACTIVE
                && (bundle.getState() & (Bundle.INSTALLED | Bundle.RESOLVED)) != 0
                && isPersistentlyStarted(bundle)
                && isLevelReached(bundle);
    }

    public boolean isPersistentlyStarted(Bundle bundle) {
        return bundle.getState() != Bundle.UNINSTALLED
                && bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
    }

    public boolean isLevelReached(Bundle bundle) {
        return bundle.adapt(BundleStartLevel.class).getStartLevel()
                <= framework.adapt(FrameworkStartLevel.class).getStartLevel();
    }

    /** Whether the framework, or Declarative Services, have anything of a bundle to begin with. */
    private static boolean hasEntrance(Bundle bundle) {
        return bundle.getHeaders("").get(Constants.BUNDLE_ACTIVATOR) != null
                || bundle.getHeaders("").get(SERVICE_COMPONENT) != null;
    }

    /** Whether the bundle is as far as it is to come. */
    public boolean isRunning(Bundle bundle) {
        if (startsNone) {
            return (bundle.getState() & (Bundle.INSTALLED | Bundle.UNINSTALLED)) == 0;
        }
        // lazily activated ones stay in STARTING until somebody uses them
        return (bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) != 0;
    }

    /** Whether a bundle runs, and nothing can ever come of it. */
    boolean runsForNothing(Bundle bundle) {
        return !startsNone && isRunning(bundle) && !hasEntrance(bundle);
    }

    public String stateOf(Bundle bundle) {
        if (isRunning(bundle)) {
            return startsNone ? "here to be looked at" : "started";
        }
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        return level != null && level.isPersistentlyStarted()
                ? "installed and starts with the framework, at start level " + level.getStartLevel()
                : "stopped by hand";
    }

    public FrameworkWiring wiring() {
        return framework.adapt(FrameworkWiring.class);
    }
}
