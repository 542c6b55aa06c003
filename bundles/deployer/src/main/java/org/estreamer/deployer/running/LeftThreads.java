package org.estreamer.deployer.running;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.estreamer.settings.PlainText;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/**
 * The threads that a plugin leaves behind when it stops. Its code goes on in them and they keep its class loader, and
 * nobody but the plugin can end them: so the operator is told which they are.
 *
 * <p>A thread is the plugin's if its class or its context class loader is, or if it runs code that no other bundle has.
 */
final class LeftThreads {
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int FRAMES = 3;

    private final BundleWiring wiring;
    private final List<BundleWiring> others;
    private final Map<String, Boolean> owned = new HashMap<>();

    private LeftThreads(Bundle stopped, List<Bundle> all) {
        wiring = stopped.adapt(BundleWiring.class);
        others = all.stream()
                .filter(bundle -> bundle != stopped)
                .map(bundle -> bundle.adapt(BundleWiring.class))
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * Finds them.
     *
     * @param stopped the bundle, not yet uninstalled or updated
     * @param all     every bundle there is
     * @param grace   how long threads are given that are about to end
     * @return a name and the top of a stack for each
     */
    static List<String> of(Bundle stopped, List<Bundle> all, Duration grace) throws InterruptedException {
        LeftThreads search = new LeftThreads(stopped, all);
        if (search.wiring == null) {
            return List.of(); // it was never resolved, so no code of it has run
        }
        long end = System.nanoTime() + grace.toNanos();
        List<String> left = search.find();
        while (!left.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(PAUSE.toMillis());
            left = search.find();
        }
        return left;
    }

    private List<String> find() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey() != Thread.currentThread())
                .filter(entry -> isOwn(entry.getKey(), entry.getValue()))
                .map(entry -> describe(entry.getKey(), entry.getValue()))
                .sorted()
                .toList();
    }

    private boolean isOwn(Thread thread, StackTraceElement[] stack) {
        ClassLoader loader = wiring.getClassLoader();
        return loader != null
                && (thread.getClass().getClassLoader() == loader
                        || thread.getContextClassLoader() == loader
                        || Arrays.stream(stack).anyMatch(this::isOwn));
    }

    private boolean isOwn(StackTraceElement frame) {
        // the platform's classes are in no bundle
        return frame.getModuleName() == null
                && owned.computeIfAbsent(
                        frame.getClassName(),
                        name -> has(wiring, name) && others.stream().noneMatch(other -> has(other, name)));
    }

    private static boolean has(BundleWiring bundle, String className) {
        int dot = className.lastIndexOf('.');
        String folder = "/" + className.substring(0, dot + 1).replace('.', '/');
        String file = className.substring(dot + 1) + ".class";
        var found = bundle.listResources(folder, file, BundleWiring.LISTRESOURCES_LOCAL);
        // null once the bundle is gone
        return found != null && !found.isEmpty();
    }

    private static String describe(Thread thread, StackTraceElement[] stack) {
        String frames =
                Stream.of(stack).limit(FRAMES).map(StackTraceElement::toString).collect(Collectors.joining(" < "));
        return "'" + PlainText.line(thread.getName()) + "' at " + PlainText.line(frames);
    }
}
