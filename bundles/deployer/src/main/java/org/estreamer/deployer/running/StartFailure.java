package org.estreamer.deployer.running;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estreamer.settings.OwnCode;
import org.estreamer.settings.PlainText;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** Says why a bundle does not start, in words for somebody who did not write it. */
final class StartFailure {
    private static final int LONGEST = 2000;
    private static final Pattern AT_LEAST = Pattern.compile("\\(version>=([^)]+)\\)");
    private static final Pattern BELOW = Pattern.compile("\\(!\\(version>=([^)]+)\\)\\)");

    private final FrameworkWiring wiring;

    StartFailure(FrameworkWiring wiring) {
        this.wiring = wiring;
    }

    String reason(Bundle bundle, BundleException failure) {
        Set<String> missing = missing(bundle);
        if (!missing.isEmpty()) {
            return "it needs " + PlainText.line(String.join(", and ", missing), LONGEST)
                    + "; it is started as soon as that is there";
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String words = root instanceof BundleException ? root.getMessage() : root.toString();
        return "starting it failed: " + PlainText.line(words.lines().findFirst().orElse("no reason given"))
                + where(bundle, failure) + "; it is tried again";
    }

    /** The bundle's own lines at fault. */
    private static String where(Bundle bundle, BundleException failure) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        String frames =
                OwnCode.of(wiring == null ? null : wiring.getClassLoader()).in(failure);
        return frames.isEmpty() ? "" : " (" + frames + ")";
    }

    private Set<String> missing(Bundle bundle) {
        Set<String> missing = new LinkedHashSet<>();
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (bundle.getState() != Bundle.INSTALLED || revision == null) {
            return missing;
        }
        for (BundleRequirement requirement : revision.getDeclaredRequirements(null)) {
            if (isMandatory(requirement) && !isProvided(requirement, revision)) {
                missing.add(describe(requirement));
            }
        }
        return missing;
    }

    private static boolean isMandatory(BundleRequirement requirement) {
        String resolution = requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE);
        String effective = requirement.getDirectives().get(Constants.EFFECTIVE_DIRECTIVE);
        return (resolution == null || resolution.equals(Constants.RESOLUTION_MANDATORY))
                && (effective == null || effective.equals(Constants.EFFECTIVE_RESOLVE));
    }

    private boolean isProvided(BundleRequirement requirement, BundleRevision revision) {
        return !wiring.findProviders(requirement).isEmpty()
                || revision.getDeclaredCapabilities(requirement.getNamespace()).stream()
                        .anyMatch(requirement::matches);
    }

    private static String describe(BundleRequirement requirement) {
        String namespace = requirement.getNamespace();
        String filter = String.valueOf(requirement.getDirectives().get(Constants.FILTER_DIRECTIVE));
        Matcher name = Pattern.compile("\\(" + Pattern.quote(namespace) + "=([^)]+)\\)")
                .matcher(filter);
        if (!name.find()) {
            return namespace + " " + filter;
        }
        String kind = namespace;
        if (namespace.equals(PackageNamespace.PACKAGE_NAMESPACE)) {
            kind = "package";
        } else if (namespace.equals(ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE)) {
            kind = "the Java platform";
        }
        return kind + " " + name.group(1) + versions(filter);
    }

    private static String versions(String filter) {
        Matcher below = BELOW.matcher(filter);
        Matcher from = AT_LEAST.matcher(below.replaceAll(""));
        return (from.find() ? " from version " + from.group(1) : "")
                + (below.reset().find() ? " up to, not including, " + below.group(1) : "");
    }
}
