package org.estreamer.dispatcher.delivery;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.estreamer.plugin.Plugin;

/** Tells the code of a plugin from what it has called: the author looks for the former, and a whole stack is mostly the latter. */
final class OwnCode {
    private static final int FRAMES = 2;
    private static final int CAUSES = 10;

    private final ClassLoader loader;

    private OwnCode(ClassLoader loader) {
        this.loader = loader;
    }

    /** What has the class loader of a plugin, as all of its bundle has; nothing where the plugin has gone. */
    static OwnCode of(Plugin plugin) {
        return new OwnCode(plugin == null ? null : plugin.getClass().getClassLoader());
    }

    /**
     * The first frames of it in what was thrown.
     *
     * @param thrown of its causes, the innermost counts that was made in this code
     * @return {@code at com.example.Kafka.send(Kafka.java:33), com.example.Kafka.onRecord(Kafka.java:12)}; empty if there are none
     */
    String in(Throwable thrown) {
        String frames = "";
        try {
            Throwable cause = thrown;
            for (int depth = 0; cause != null && depth < CAUSES; depth++) {
                String own = own(cause.getStackTrace());
                frames = own.isEmpty() ? frames : own;
                cause = cause.getCause();
            }
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return frames; // an exception may do as it likes when it is asked
        }
        return frames;
    }

    private String own(StackTraceElement[] stack) {
        String frames = Arrays.stream(stack)
                .filter(this::isOwn)
                .limit(FRAMES)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(", "));
        return frames.isEmpty() ? "" : "at " + frames;
    }

    private boolean isOwn(StackTraceElement frame) {
        try {
            return loader != null
                    && Class.forName(frame.getClassName(), false, loader).getClassLoader() == loader;
        } catch (ClassNotFoundException | LinkageError e) {
            return false; // of a loader that the plugin does not know, or made while it ran
        }
    }
}
