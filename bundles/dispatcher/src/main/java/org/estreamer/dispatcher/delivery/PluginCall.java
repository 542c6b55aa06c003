package org.estreamer.dispatcher.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.estreamer.plugin.DurablePlugin;
import org.estreamer.plugin.Plugin;
import org.estreamer.plugin.RejectedRecordsException;
import org.estreamer.plugin.RejectingPlugin;
import org.estreamer.record.Record;

/**
 * The one place where a plugin's code runs, behind the one catch. For the plugin's thread, except where stated.
 *
 * <pre>
 *   beat:  even --begins--&gt; odd --comes back--&gt; even
 *                            |
 *                            +--given up on--&gt; GONE     either the call counts or the plugin is gone, never both
 * </pre>
 */
public final class PluginCall {
    /** A call into a plugin. */
    @FunctionalInterface
    public interface Call<A> {
        /** Runs the plugin's code. */
        void run(A argument) throws Throwable;
    }

    /** A plugin's answer to the question for its position. */
    record Answer(Result result, Optional<byte[]> position) {}

    /** A record that a plugin rejects while it persists. */
    record Rejected(Record record, Result why) {}

    /** A plugin's answer to positions. */
    record Persisted(Result result, List<Rejected> rejected) {}

    private static final long GONE = -1;

    private final boolean durable;
    private final boolean rejecting;
    private final AtomicLong beat = new AtomicLong();
    private volatile Plugin plugin;
    private volatile Call<Record> onRecord;

    PluginCall(Plugin plugin, Call<Record> onRecord) {
        durable = plugin instanceof DurablePlugin;
        rejecting = plugin instanceof RejectingPlugin;
        this.plugin = plugin;
        this.onRecord = onRecord;
    }

    /** Calls another method for records from now on. From any thread. */
    void use(Call<Record> changed) {
        if (plugin != null) {
            onRecord = changed;
        }
    }

    /** Whether the plugin keeps its positions itself. From any thread. */
    boolean durable() {
        return durable;
    }

    /** Whether the plugin may reject records while it persists. From any thread. */
    boolean rejecting() {
        return rejecting;
    }

    /** Hands over a record. */
    Result record(Record record) {
        return run(onRecord, record);
    }

    /** Tells that there is nothing more for now. */
    Result idle() {
        return run(Plugin::onIdle, plugin);
    }

    /** Hands over positions. */
    Persisted persist(Map<String, byte[]> positions) {
        List<Rejected> rejected = new ArrayList<>();
        Result result = run(asked -> persist(asked, positions, rejected), (DurablePlugin) plugin);
        return new Persisted(result, rejected);
    }

    private void persist(DurablePlugin asked, Map<String, byte[]> positions, List<Rejected> rejected) throws Exception {
        try {
            asked.persist(positions);
        } catch (RejectedRecordsException e) {
            if (rejecting) {
                e.rejections().forEach(one -> rejected.add(new Rejected(one.record(), Result.of(one.reason(), asked))));
            }
            throw e;
        }
    }

    /** Asks for a position. */
    Answer resume(String server) {
        byte[][] answer = new byte[1][];
        Result result = run(asked -> answer[0] = asked.resume(server).orElse(null), (DurablePlugin) plugin);
        return new Answer(result, Optional.ofNullable(answer[0]));
    }

    private <A> Result run(Call<A> call, A argument) {
        long begun = beat.getPlain() + 1;
        beat.setRelease(begun);
        Result result = Result.DELIVERED;
        try {
            call.run(argument);
        } catch (Throwable e) {
            result = Result.of(e, plugin);
        }
        // an interrupt ends with the call that it was meant for
        Thread.interrupted();
        return beat.compareAndSet(begun, begun + 1) ? result : Result.ABANDONED;
    }

    /** Changes with every call that begins or ends; odd while a call is under way. From any thread. */
    long beat() {
        return beat.getAcquire();
    }

    /**
     * Gives the plugin up if it is in a call. From any thread.
     *
     * @return whether it was: then nothing that it still does counts
     */
    boolean abandon() {
        long now = beat.get();
        return gone() || ((now & 1) == 1 && beat.compareAndSet(now, GONE));
    }

    /** Whether the plugin was given up. From any thread. */
    boolean gone() {
        return beat.get() == GONE;
    }

    /** Lets go of the plugin, its class and its class loader. From any thread, after the last call. */
    void release() {
        plugin = null;
        onRecord = null;
    }
}
