package org.estreamer.settings;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Tells the code of a plugin's bundle from what it has called: the author looks for the former, and a whole stack is mostly the latter. */
public final class OwnCode {
    private static final int FRAMES = 2;
    private static final int CAUSES = 10;

    private final ClassLoader loader;

    private OwnCode(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * The code of a bundle.
     *
     * @param loader its class loader; null where it has gone, so that no code is its own
     * @return what tells that code from others
     */
    public static OwnCode of(ClassLoader loader) {
        return new OwnCode(loader);
    }

    /**
     * The first frames of it in what was thrown.
     *
     * @param thrown of its causes, the innermost counts that was made in this code
     * @return {@code at com.example.Kafka.send(Kafka.java:33), com.example.Kafka.onRecord(Kafka.java:12)}; empty if there are none
     */
    public String in(Throwable thrown) {
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
                .filter(frame -> holds(frame.getClassName()))
                .limit(FRAMES)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(", "));
        // names of classes and files are what their author likes
        return frames.isEmpty() ? "" : "at " + PlainText.line(frames);
    }

    /**
     * Tells whether a class is of it.
     *
     * @param className its binary name
     * @return false as well where there is no such class
     */
    public boolean holds(String className) {
        try {
            return loader != null && Class.forName(className, false, loader).getClassLoader() == loader;
        } catch (ClassNotFoundException | LinkageError e) {
            return false; // of a loader that the plugin does not know, or made while it ran
        }
    }
}
