package org.estreamer.log;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;

/** Work beside a test's thread, and waiting for it. */
final class Waiting {
    private Waiting() {}

    /** Work that may throw. */
    interface Work {
        void run() throws Exception;
    }

    static CompletableFuture<Void> start(Work work) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        work.run();
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                command -> new Thread(command, "work").start());
    }

    static void until(BooleanSupplier holds) {
        long deadline = System.nanoTime() + LogRig.limit().toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail("it never came to that");
            }
            Thread.onSpinWait();
        }
    }
}
