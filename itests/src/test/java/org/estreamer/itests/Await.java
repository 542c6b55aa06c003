package org.estreamer.itests;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for something to become true, and says what did not. */
public final class Await {
    private static final long STEP = Duration.ofMillis(20).toNanos();

    private Await() {}

    /** A condition that may fail with anything. */
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** Looks again and again until the condition holds, and fails after the limit. */
    public static void until(String what, Duration limit, Condition condition) throws Exception {
        until(() -> what, limit, condition);
    }

    /** The same, where what is said depends on how things are in the end. */
    public static void until(Supplier<String> what, Duration limit, Condition condition) throws Exception {
        if (!whether(limit, condition)) {
            throw new AssertionError("after " + limit.toSeconds() + " s still not so: " + what.get());
        }
    }

    /** Looks again and again until the condition holds, and tells whether it did within the limit. */
    static boolean whether(Duration limit, Condition condition) throws Exception {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(STEP);
        }
        return true;
    }
}
