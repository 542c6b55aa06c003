package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another thread is about to do. */
final class Await {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(40);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private Await() {}

    static void until(String what, BooleanSupplier holds) {
        until(what, holds, () -> "");
    }

    /** Tells at the end how it is instead. */
    static void until(String what, BooleanSupplier holds, Supplier<String> instead) {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail("not within time: " + what + "; at last " + instead.get());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Waits like a plugin that does not mind being interrupted. */
    static void throughInterrupts(CountDownLatch gate) {
        boolean through = false;
        while (!through) {
            try {
                gate.await();
                through = true;
            } catch (InterruptedException e) {
                through = false;
            }
        }
    }
}
