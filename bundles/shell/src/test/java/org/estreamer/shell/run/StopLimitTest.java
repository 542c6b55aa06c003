package org.estreamer.shell.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.Time;
import org.junit.jupiter.api.Test;

class StopLimitTest {
    private final CompletableFuture<Duration> paused = new CompletableFuture<>();
    private final CompletableFuture<String> told = new CompletableFuture<>();
    private final CompletableFuture<Integer> halted = new CompletableFuture<>();
    private final CompletableFuture<Void> passed = new CompletableFuture<>();

    @Test
    void shouldEndAProcessThatABundleHolds() throws Exception {
        new StopLimit(time(), () -> List.of("org.example.stuck"), told::complete, halted::complete).watch();

        assertTrue(paused.get(10, TimeUnit.SECONDS).compareTo(Duration.ofSeconds(10)) < 0, "within ten seconds");
        assertTrue(!halted.isDone(), "not before the time has passed");
        passed.complete(null);
        assertEquals(ExitStatus.FAILED, halted.get(10, TimeUnit.SECONDS));
        assertTrue(told.get().contains("org.example.stuck"), told.get());
    }

    @Test
    void shouldLetGoOfAProcessThatGoesOn() {
        StopLimit limit = new StopLimit(time(), List::of, told::complete, halted::complete);
        limit.stop();
        limit.stop();
        assertTrue(!paused.isDone() && !halted.isDone());
    }

    private Time time() {
        return new Time() {
            @Override
            public Instant now() {
                return Instant.EPOCH;
            }

            @Override
            public long nanos() {
                return 0;
            }

            @Override
            public void pause(Duration length) {
                paused.complete(length);
                passed.join();
            }
        };
    }
}
