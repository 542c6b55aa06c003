package org.estreamer.deployer.guard;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.estreamer.settings.PlainText;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the gate the only way in. As a listener it is synchronous: a bundle that may not be here is gone before whoever
 * installed it can start it. Should that fail, or one resolve in the same moment, the framework resolves none that is not
 * let in, so that no class of it is ever loaded.
 */
public final class BundleGuard
        implements SynchronousBundleListener, ResolverHookFactory, ResolverHook, FindHook, EventListenerHook {
    private static final Logger LOG = LoggerFactory.getLogger(BundleGuard.class);

    private final Membership members;
    private final Predicate<String> inPluginFolder;
    private final Predicate<String> ofGate;
    private final BooleanSupplier signedOnly;
    private final Executor log;

    /**
     * A guard.
     *
     * @param members        who belongs to the product
     * @param inPluginFolder whether a bundle's location is a file in a plugin folder, which only the gate installs from
     * @param ofGate         whether a bundle's location is one that the gate gives
     * @param signedOnly     whether nothing comes in but through the gate
     * @param log            runs what logs, once there is a log
     */
    public BundleGuard(
            Membership members,
            Predicate<String> inPluginFolder,
            Predicate<String> ofGate,
            BooleanSupplier signedOnly,
            Executor log) {
        this.members = members;
        this.inPluginFolder = inPluginFolder;
        this.ofGate = ofGate;
        this.signedOnly = signedOnly;
        this.log = log;
    }

    /**
     * Begins to guard: what is here already is judged before anything else is resolved. What the gate has let in before may
     * not resolve until it is let in again.
     */
    public void begin(BundleContext context) {
        context.addBundleListener(this);
        context.registerService(
                new String[] {
                    ResolverHookFactory.class.getName(), FindHook.class.getName(), EventListenerHook.class.getName()
                },
                this,
                null);
        for (Bundle bundle : context.getBundles()) {
            if (!ofGate.test(bundle.getLocation())) {
                check(bundle);
            }
        }
    }

    /**
     * Takes out what may not be here, by the settings and the content of bundles as they are now. A plugin that somebody has
     * updated is left to the gate, which puts back what it has let in; until then it is not resolved.
     */
    public void check(BundleContext context) {
        for (Bundle bundle : context.getBundles()) {
            if (!ofGate.test(bundle.getLocation()) || !members.knows(bundle)) {
                check(bundle);
            }
        }
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.INSTALLED) {
            check(event.getBundle());
            Bundle bundle = event.getBundle();
            if (bundle.getState() != Bundle.UNINSTALLED && members.isAlone() && !members.isExpected(bundle)) {
                LOG.warn(
                        "{} has come from {}, and not through the plugin gate. With plugins.trust=signed it would be"
                                + " refused",
                        nameOf(bundle),
                        origin(bundle));
            }
        }
    }

    private void check(Bundle bundle) {
        if (members.isExpected(bundle) || bundle.getState() == Bundle.UNINSTALLED) {
            return;
        }
        if (inPluginFolder.test(bundle.getLocation())) {
            remove(bundle, "only .jar files come in from a plugin folder, and through the plugin gate");
        } else if (signedOnly.getAsBoolean() && (!mayResolve(bundle) || offersOurs(bundle))) {
            remove(
                    bundle,
                    "plugins are let in by their signature only, and through the plugin folder: put its signed jar"
                            + " there");
        }
    }

    private boolean mayResolve(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision == null || members.mayResolve(revision);
    }

    private boolean offersOurs(Bundle bundle) {
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        if (services != null && !members.has(bundle)) {
            for (ServiceReference<?> service : services) {
                if (Membership.isOurs((String[]) service.getProperty(Constants.OBJECTCLASS))) {
                    return true;
                }
            }
        }
        return false;
    }

    private void remove(Bundle bundle, String why) {
        log.execute(() -> LOG.warn(
                "{} was installed from {} by somebody else, and is uninstalled: {}",
                nameOf(bundle),
                origin(bundle),
                why));
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            LOG.error("{} could not be uninstalled: {}", origin(bundle), e.toString());
        }
    }

    private static String nameOf(Bundle bundle) {
        return PlainText.line("Bundle " + bundle.getSymbolicName() + " " + bundle.getVersion());
    }

    private static String origin(Bundle bundle) {
        return PlainText.line(bundle.getLocation());
    }

    @Override
    public ResolverHook begin(Collection<BundleRevision> triggers) {
        return this;
    }

    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {
        if (signedOnly.getAsBoolean()) {
            candidates.removeIf(revision -> !members.mayResolve(revision));
        }
    }

    /** Whoever asks for any package, as dynamic imports do, gets none of ours. */
    @Override
    public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
        if (signedOnly.getAsBoolean() && !members.has(requirement.getRevision().getBundle())) {
            candidates.removeIf(Membership::isOurs);
        }
    }

    @Override
    public void filterSingletonCollisions(BundleCapability singleton, Collection<BundleCapability> candidates) {
        // two of one name are no matter of the gate's
    }

    @Override
    public void end() {
        // nothing is kept from one resolving to the next
    }

    @Override
    public void find(
            BundleContext context,
            String name,
            String filter,
            boolean all,
            Collection<ServiceReference<?>> references) {
        if (signedOnly.getAsBoolean()) {
            references.removeIf(this::isForeign);
        }
    }

    /** Nobody hears of a foreign service of ours; who knows one from before does hear of its end. */
    @Override
    public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> listeners) {
        ServiceReference<?> service = event.getServiceReference();
        if (event.getType() != ServiceEvent.UNREGISTERING && signedOnly.getAsBoolean() && isForeign(service)) {
            if (event.getType() == ServiceEvent.REGISTERED) {
                LOG.warn(
                        "A service of {} is not taken: only what has come through the plugin gate may offer one",
                        nameOf(service.getBundle()));
            }
            listeners.clear();
        }
    }

    private boolean isForeign(ServiceReference<?> service) {
        Bundle bundle = service.getBundle();
        return bundle != null
                && Membership.isOurs((String[]) service.getProperty(Constants.OBJECTCLASS))
                && !members.has(bundle);
    }
}
