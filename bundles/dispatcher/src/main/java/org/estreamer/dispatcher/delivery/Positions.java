package org.estreamer.dispatcher.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.estreamer.dispatcher.deadletter.DeadLetterFolder;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.log.LogPosition;
import org.estreamer.pipeline.log.LogReader;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;

/**
 * How far a plugin has come in each log since its position was kept last. Keeping it takes four steps, in this order, so
 * that after a crash at any moment the log, or a dead letter, has everything that a kept position speaks of:
 *
 * <pre>
 *   finished --&gt; durable in the log --&gt; dead letters on the disk --&gt; persisted by the plugin (if it does so) --&gt; finished in the log
 *                                                  ^                       |
 *                                                  +- records that it rejects
 * </pre>
 *
 * <p>For the plugin's thread.
 */
final class Positions {
    private final LogReader reader;
    private final PluginCall call;
    private final DeadLetterFolder letters;
    private final Failures failures;
    /** Finished, but not kept. */
    private final Map<String, LogPosition> unkept = new HashMap<>();
    /** Kept by the plugin, but the log does not know. */
    private final Map<String, LogPosition> untold = new HashMap<>();
    /** What the plugin was given since, if it may reject some of it. */
    private final List<Given> given = new ArrayList<>();

    /** What it has rejected since. */
    private final Set<Record> dead = Collections.newSetFromMap(new IdentityHashMap<>());

    private LogBatch batch;
    private int done;

    /** Records of a batch, or metadata from before it. */
    private record Given(LogBatch batch, RecordBatch records, boolean beforehand) {
        Optional<Failures.Failed> find(PluginCall.Rejected rejected) {
            for (int i = 0; i < records.size(); i++) {
                if (records.get(i) == rejected.record()) {
                    LogPosition at = beforehand ? before(batch) : batch.after(i);
                    return Optional.of(new Failures.Failed(rejected.record(), at, beforehand, rejected.why()));
                }
            }
            return Optional.empty();
        }
    }

    Positions(LogReader reader, PluginCall call, DeadLetterFolder letters, Failures failures) {
        this.reader = reader;
        this.call = call;
        this.letters = letters;
        this.failures = failures;
    }

    /** The plugin begins with a batch, having finished everything before it. */
    void begin(LogBatch next) {
        batch = next;
        done = 0;
        remember(next, next.records(), false);
    }

    /** The plugin is given metadata from before a batch. */
    void beforehand(LogBatch next, RecordBatch metadata) {
        remember(next, metadata, true);
    }

    private void remember(LogBatch next, RecordBatch records, boolean beforehand) {
        if (call.rejecting()) {
            given.add(new Given(next, records, beforehand));
        }
    }

    /** Where metadata from before a batch are: not in the log, but before it. */
    static LogPosition before(LogBatch batch) {
        LogPosition first = batch.after(0);
        return new LogPosition(first.log(), first.epoch(), first.number() - 1, first.second());
    }

    /** The plugin is given records of a batch again, which moves no position. */
    void again(LogBatch replayed) {
        remember(replayed, replayed.records(), false);
    }

    /** Where the next record of the batch is. */
    LogPosition here() {
        return batch.after(done);
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
     * @param wait    how long the log may take to come to the disk
     * @param replays whether the plugin was also given records of a replay
     * @return what became of it; FAILED and UNAVAILABLE mean that it is to be tried again
     */
    Result keep(Duration wait, boolean replays) throws StopException, InterruptedException {
        if (batch != null) {
            unkept.put(batch.server(), batch.after(done));
        }
        if (!unkept.isEmpty() || replays) {
            Result result = persist(wait);
            if (!result.delivered()) {
                return result;
            }
            untold.putAll(unkept);
            unkept.clear();
            failures.kept();
            given.clear();
            dead.clear();
            if (batch != null) {
                remember(batch, batch.records(), false);
            }
        }
        return tell();
    }

    private Result persist(Duration wait) throws StopException, InterruptedException {
        Result result = awaitDurable(wait);
        while (result.delivered()) {
            result = syncLetters();
            if (!result.delivered() || !call.durable()) {
                return result;
            }
            PluginCall.Persisted answer = call.persist(encoded());
            if (answer.rejected().isEmpty()) {
                return answer.result();
            }
            result = bury(answer);
        }
        return result;
    }

    private Result bury(PluginCall.Persisted answer) throws StopException, InterruptedException {
        List<PluginCall.Rejected> fresh =
                answer.rejected().stream().filter(one -> dead.add(one.record())).toList();
        if (fresh.isEmpty()) {
            return answer.result(); // it does not get on
        }
        // what was not given since is a dead letter that was offered again, and stays one
        List<Failures.Failed> rejected =
                fresh.stream().flatMap(one -> find(one).stream()).toList();
        if (!rejected.isEmpty()) {
            failures.rejected(rejected);
        }
        return Result.DELIVERED;
    }

    private Optional<Failures.Failed> find(PluginCall.Rejected rejected) {
        return given.stream()
                .map(one -> one.find(rejected))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Result syncLetters() {
        try {
            letters.sync();
            return Result.DELIVERED;
        } catch (IOException e) {
            // the system may forget what it could not write, and say nothing when asked again
            return new Result(Result.Kind.LOST, "the disk may have lost dead letters: " + e.getMessage());
        }
    }

    private Result tell() {
        try {
            if (!untold.isEmpty()) {
                reader.finished(Map.copyOf(untold));
                untold.clear();
            }
            return Result.DELIVERED;
        } catch (IOException e) {
            return Result.of(e, null);
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
