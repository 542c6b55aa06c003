package org.estreamer.shell.live;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.estreamer.settings.OwnCode;
import org.estreamer.settings.PlainText;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of components that Declarative Services could not make, as where a constructor threw. Their bundles are started all the
 * same, so nobody else would say that nothing comes of them.
 */
@Component(service = FailedComponents.class, immediate = true)
public final class FailedComponents {
    private static final Logger LOG = LoggerFactory.getLogger(FailedComponents.class);
    private static final String CAUSE = "Caused by: ";
    private static final String FRAME = "at ";
    private static final int FRAMES = 2;

    private final BundleContext context;
    private volatile ServiceComponentRuntime runtime;
    /** By the bundle and the component. For one thread at a time. */
    private Map<String, String> told = Map.of();

    /** Made by Declarative Services. */
    @Activate
    public FailedComponents(BundleContext context) {
        this.context = context;
    }

    /** Knows the components; says that something has become of some of them by an update of its properties. */
    @Reference(updated = "look", unbind = "-")
    synchronized void use(ServiceComponentRuntime components) {
        runtime = components;
    }

    /** Tells what is new. */
    synchronized void look(ServiceComponentRuntime components) {
        Map<String, String> failed = new HashMap<>();
        for (ComponentDescriptionDTO component : components.getComponentDescriptionDTOs()) {
            Bundle bundle = context.getBundle(component.bundle.id);
            if (bundle != null && usesOurs(bundle)) {
                failures(components, bundle, component)
                        .forEach(reason -> failed.put(
                                bundle.getSymbolicName() + " " + bundle.getVersion() + ": component " + component.name,
                                reason));
            }
        }
        failed.forEach((component, reason) -> {
            if (!reason.equals(told.get(component))) {
                LOG.error("Bundle {} could not be made, so nothing comes of it: {}", component, reason);
            }
        });
        told = failed;
    }

    /**
     * Why nothing comes of a bundle's components.
     *
     * @param symbolicName the bundle's
     * @return a clause for each component that could not be made
     */
    public List<String> reasons(String symbolicName) {
        ServiceComponentRuntime components = runtime;
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .flatMap(bundle -> components.getComponentDescriptionDTOs(bundle).stream()
                        .flatMap(component -> failures(components, bundle, component).stream()
                                .map(reason -> "component " + component.name + " could not be made: " + reason)))
                .toList();
    }

    private static List<String> failures(
            ServiceComponentRuntime components, Bundle bundle, ComponentDescriptionDTO component) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        OwnCode own = OwnCode.of(wiring == null ? null : wiring.getClassLoader());
        Collection<ComponentConfigurationDTO> configurations = components.getComponentConfigurationDTOs(component);
        return configurations.stream()
                .filter(one -> one.failure != null)
                .map(one -> words(one.failure, own::holds))
                .toList();
    }

    private static boolean usesOurs(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        return wiring != null
                && wiring.getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE).stream()
                        .map(wire -> String.valueOf(
                                wire.getCapability().getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)))
                        .anyMatch(name -> name.startsWith("org.estreamer."));
    }

    /**
     * The innermost cause in a printed stack, and the first lines of a bundle's own code in it.
     *
     * @param stack as it is printed
     * @param isOwn whether a class is of the bundle
     */
    static String words(String stack, Predicate<String> isOwn) {
        List<String> lines = stack.lines().map(String::strip).toList();
        String cause = lines.get(0);
        String frames = own(lines, isOwn);
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).startsWith(CAUSE)) {
                cause = lines.get(i).substring(CAUSE.length());
                String inner = own(lines.subList(i + 1, lines.size()), isOwn);
                frames = inner.isEmpty() ? frames : inner;
            }
        }
        return PlainText.line(cause) + (frames.isEmpty() ? "" : " (at " + frames + ")");
    }

    /** The first frames of own code up to the next cause. */
    private static String own(List<String> lines, Predicate<String> isOwn) {
        return lines.stream()
                .takeWhile(line -> !line.startsWith(CAUSE))
                .filter(line -> line.startsWith(FRAME))
                .map(line -> line.substring(FRAME.length()))
                .filter(frame -> isOwn.test(className(frame)))
                .limit(FRAMES)
                .collect(Collectors.joining(", "));
    }

    /** {@code com.example.Kafka} of {@code module/com.example.Kafka.<init>(Kafka.java:33)}. */
    private static String className(String frame) {
        String method = frame.substring(frame.lastIndexOf('/', Math.max(0, frame.indexOf('('))) + 1)
                .replaceFirst("\\(.*", "");
        return method.substring(0, Math.max(0, method.lastIndexOf('.')));
    }
}
