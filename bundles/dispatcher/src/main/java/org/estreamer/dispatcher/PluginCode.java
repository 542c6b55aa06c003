package org.estreamer.dispatcher;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.estreamer.plugin.DurablePlugin;
import org.estreamer.plugin.LostOutputException;
import org.estreamer.plugin.Plugin;
import org.estreamer.plugin.UnavailableException;
import org.estreamer.record.Record;

/**
 * The one place where a plugin's code runs, behind the one catch. Of what it throws only the text is kept: an exception
 * would hold on to the class loader of a bundle that has gone.
 *
 * <p>Everything but {@link #beat} and {@link #release} belongs to the plugin's worker thread.
 */
final class PluginCode {
    /** A call into a plugin. */
    @FunctionalInterface
    interface Call<A> {
        void run(A argument) throws Throwable;
    }

    private final AtomicLong beat = new AtomicLong();
    private volatile Plugin plugin;
    private volatile Call<Record> onRecord;
    private volatile String failure = "";
    private boolean interrupted;
    private boolean unavailable;
    private boolean lost;

    PluginCode(Plugin plugin, Call<Record> onRecord) {
        this.plugin = plugin;
        this.onRecord = onRecord;
    }

    /** Calls another method for records from now on. */
    void use(Call<Record> changed) {
        if (plugin != null) {
            onRecord = changed;
        }
    }

    boolean durable() {
        return plugin instanceof DurablePlugin;
    }

    /** Hands over a record; false if the plugin threw. */
    boolean record(Record record) {
        return run(onRecord, record);
    }

    /** Tells that the queue ran empty; false if the plugin threw. */
    boolean idle() {
        return run(Plugin::onIdle, plugin);
    }

    /** Hands over positions; false if the plugin threw. */
    boolean persist(Map<String, byte[]> positions) {
        return !lost && run(durable -> durable.persist(positions), (DurablePlugin) plugin);
    }

    /** Asks for a position; null if the plugin threw. */
    Optional<byte[]> resume(String server) {
        Object[] answer = new Object[1];
        boolean answered = run(durable -> answer[0] = durable.resume(server).orElse(null), (DurablePlugin) plugin);
        if (answered && unavailable) {
            // it waited for something that is there by now
            forgive();
        }
        return answered ? Optional.ofNullable((byte[]) answer[0]) : null;
    }

    private <A> boolean run(Call<A> call, A argument) {
        beat.lazySet(beat.getPlain() + 1);
        try {
            call.run(argument);
            return true;
        } catch (ThreadDeath e) {
            throw e;
        } catch (Throwable e) {
            interrupted = e instanceof InterruptedException;
            // it may be another plugin that has used up the heap: no reason to lose a record of this one's
            unavailable = e instanceof UnavailableException || e instanceof OutOfMemoryError;
            lost |= e instanceof LostOutputException;
            failure = describe(e);
            return false;
        } finally {
            beat.lazySet(beat.getPlain() + 1);
        }
    }

    /** What the plugin threw last; empty if it never did. */
    String failure() {
        return failure;
    }

    /** Whether what it threw last was the answer to an interrupt. */
    boolean interrupted() {
        return interrupted;
    }

    /** Whether it can take nothing for now, as what it threw last said. */
    boolean unavailable() {
        return unavailable;
    }

    /** Whether it has said that its output since its last position may be lost. */
    boolean lost() {
        return lost;
    }

    /** What it threw last is past. */
    void forgive() {
        failure = "";
    }

    /** Changes with every call that begins or ends; odd while a call is under way. From any thread. */
    long beat() {
        return beat.getAcquire();
    }

    /** Lets go of the plugin, its class and its class loader. From any thread, after the last call. */
    void release() {
        plugin = null;
        onRecord = null;
    }

    private static String describe(Throwable thrown) {
        String type = thrown.getClass().getName();
        try {
            String message = thrown.getMessage();
            boolean forOperators = thrown instanceof UnavailableException || thrown instanceof LostOutputException;
            if (forOperators && message != null) {
                return message;
            }
            return message == null ? type : type + ": " + message;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return type + " (without a readable message)";
        }
    }
}
