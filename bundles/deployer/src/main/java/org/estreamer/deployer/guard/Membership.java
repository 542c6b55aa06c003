package org.estreamer.deployer.guard;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Which bundles belong to the product: those it is delivered with, and those that the gate has let in. A bundle is known by
 * its number and the time of its content, so one that is updated by somebody else belongs to it no more.
 */
public final class Membership {
    private static final String OURS = "org.estreamer";

    /** Framework property: where the bundles of the distribution are, as the beginning of their locations. */
    private static final String BUNDLES = "estreamer.bundles";

    private final Bundle own;
    private final String delivered;
    private final Map<Long, Long> members = new ConcurrentHashMap<>();
    private volatile String expected = "";

    /**
     * Takes stock of what is delivered.
     *
     * @param context the deployer's
     */
    public Membership(BundleContext context) {
        own = context.getBundle();
        delivered = context.getProperty(BUNDLES);
        for (Bundle bundle : context.getBundles()) {
            if (bundle == own || bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID || isDelivered(bundle)) {
                admit(bundle);
            }
        }
    }

    /** Whether the framework is ours alone, so that nothing else has a place in it. */
    public boolean isAlone() {
        return delivered != null;
    }

    /** Beside the others in the distribution's folder; in a container, from where we come from, under its own name. */
    private boolean isDelivered(Bundle bundle) {
        String location = bundle.getLocation();
        if (isAlone()) {
            return location.startsWith(delivered + "/") && location.indexOf('/', delivered.length() + 1) < 0;
        }
        String name = String.valueOf(bundle.getSymbolicName());
        return name.startsWith(OURS + ".") && location.equals(own.getLocation().replace(own.getSymbolicName(), name));
    }

    /** Says what the gate is about to install or update. */
    public void expect(String location) {
        expected = location;
    }

    boolean isExpected(Bundle bundle) {
        return expected.equals(bundle.getLocation());
    }

    /** Takes a bundle in, with the content that it has now. */
    public void admit(Bundle bundle) {
        members.put(bundle.getBundleId(), bundle.getLastModified());
        expected = "";
    }

    /** Whether a bundle has been taken in, whatever its content is now. */
    boolean knows(Bundle bundle) {
        return members.containsKey(bundle.getBundleId());
    }

    /** Whether a bundle belongs to the product, with the content that it has now. */
    public boolean has(Bundle bundle) {
        Long since = members.get(bundle.getBundleId());
        if (since == null && !isAlone() && isDelivered(bundle)) {
            admit(bundle);
            return true;
        }
        return since != null && since == bundle.getLastModified();
    }

    /** Whether a bundle may be resolved where only members may have to do with us. */
    boolean mayResolve(BundleRevision revision) {
        return has(revision.getBundle()) || (!isAlone() && !concernsUs(revision));
    }

    private static boolean concernsUs(BundleRevision revision) {
        return revision.getDeclaredRequirements(null).stream().anyMatch(Membership::isForUs)
                || revision.getDeclaredCapabilities(null).stream().anyMatch(Membership::isOurs);
    }

    private static boolean isForUs(BundleRequirement requirement) {
        String filter = requirement.getDirectives().get(Constants.FILTER_DIRECTIVE);
        return filter != null && filter.contains(OURS + ".");
    }

    /** Whether it is a package, a name, a service or whatever of ours; who has none may not claim one either. */
    static boolean isOurs(BundleCapability capability) {
        return capability.getAttributes().values().stream()
                .flatMap(value -> value instanceof Collection<?> many ? many.stream() : Stream.of(value))
                .anyMatch(value -> value.toString().startsWith(OURS + "."));
    }

    /** Whether a service is offered under a name of ours. */
    static boolean isOurs(String... services) {
        for (String service : services) {
            if (service.startsWith(OURS + ".")) {
                return true;
            }
        }
        return false;
    }
}
