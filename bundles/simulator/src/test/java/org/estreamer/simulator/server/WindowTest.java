package org.estreamer.simulator.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.estreamer.pipeline.message.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WindowTest {
    private static final long SOON = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONG = TimeUnit.MINUTES.toNanos(5);

    private final Window window = new Window(2);

    @Test
    void shouldLetNoMoreOutThanItAllows() throws Exception {
        window.sent();
        assertTrue(window.awaitTurn(0, LONG));
        window.sent();
        assertFalse(window.awaitTurn(0, SOON));
        window.acknowledged();
        assertTrue(window.awaitTurn(0, LONG));
    }

    @Test
    void shouldNotCountAcknowledgementsAhead() throws Exception {
        window.acknowledged();
        window.acknowledged();
        window.sent();
        window.sent();
        assertFalse(window.awaitTurn(0, SOON));
    }

    @Test
    void shouldWaitUntilSomethingIsDue() throws Exception {
        long start = System.nanoTime();
        assertTrue(window.awaitTurn(SOON, LONG));
        assertTrue(System.nanoTime() - start >= SOON);
    }

    @Test
    void shouldGiveUpAtTheLimitWhenNothingIsDue() throws Exception {
        assertFalse(window.awaitTurn(Long.MAX_VALUE, SOON));
    }

    @Test
    void shouldWakeWhoeverWaitsWhenTheClientIsGone() throws Exception {
        CompletableFuture<Boolean> turn = CompletableFuture.supplyAsync(() -> {
            try {
                return window.awaitTurn(LONG, LONG);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        window.end(new Message.Error(1, "over"));
        assertFalse(turn.get(20, TimeUnit.SECONDS));
        assertTrue(window.isEnded());
    }
}
