package org.estreamer.dispatcher.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.estreamer.pipeline.LogBatch;
import org.estreamer.pipeline.LogPosition;
import org.estreamer.pipeline.LogReader;

/**
 * How far a plugin has come in each log since its position was kept last. Keeping it takes three steps, in this order, so
 * that after a crash at any moment the log has everything that a kept position speaks of:
 *
 * <pre>
 *   finished --&gt; durable in the log --&gt; persisted by the plugin (if it does so) --&gt; finished in the log
 * </pre>
 *
 * <p>For the plugin's thread.
 */
final class Positions {
    private final LogReader reader;
    private final PluginCall call;
    /** Finished, but not kept. */
    private final Map<String, LogPosition> unkept = new HashMap<>();
    /** Kept by the plugin, but the log does not know. */
    private final Map<String, LogPosition> untold = new HashMap<>();

    private LogBatch batch;
    private int done;

    Positions(LogReader reader, PluginCall call) {
        this.reader = reader;
        this.call = call;
    }

    /** The plugin begins with a batch, having finished everything before it. */
    void begin(LogBatch next) {
        batch = next;
        done = 0;
    }

    /** The next record of the batch is finished. */
    void finishOne() {
        done++;
    }

    /** What was finished of the batch counts; nothing more of it is. */
    void end() {
        if (batch != null) {
            unkept.put(batch.server(), batch.after(done));
            batch = null;
        }
    }

    /** Whether there is something to keep. */
    boolean pending() {
        return batch != null || !unkept.isEmpty() || !untold.isEmpty();
    }

    /**
     * Keeps everything that is finished.
     *
     * @param wait how long the log may take to come to the disk
     * @return what became of it; FAILED and UNAVAILABLE mean that it is to be tried again
     */
    Result keep(Duration wait) throws InterruptedException {
        if (batch != null) {
            unkept.put(batch.server(), batch.after(done));
        }
        if (!unkept.isEmpty()) {
            Result result = awaitDurable(wait);
            if (result.delivered() && call.durable()) {
                result = call.persist(encoded());
            }
            if (!result.delivered()) {
                return result;
            }
            untold.putAll(unkept);
            unkept.clear();
        }
        return tell();
    }

    private Result tell() {
        try {
            if (!untold.isEmpty()) {
                reader.finished(Map.copyOf(untold));
                untold.clear();
            }
            return Result.DELIVERED;
        } catch (IOException e) {
            return Result.of(e);
        }
    }

    private Result awaitDurable(Duration wait) throws InterruptedException {
        CompletableFuture<?>[] waits = unkept.entrySet().stream()
                .map(entry -> reader.durable(entry.getKey(), entry.getValue().number()))
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(waits).get(wait.toMillis(), TimeUnit.MILLISECONDS);
            return Result.DELIVERED;
        } catch (ExecutionException e) {
            return new Result(Result.Kind.LOST, "the log has lost what it was given: " + e.getCause());
        } catch (TimeoutException e) {
            return new Result(
                    Result.Kind.FAILED,
                    "the log has not come to the disk within " + wait.toSeconds()
                            + " s; check the disk of the data folder");
        }
    }

    private Map<String, byte[]> encoded() {
        Map<String, byte[]> bytes = new HashMap<>();
        unkept.forEach((server, position) -> bytes.put(server, position.encode()));
        return bytes;
    }
}
