package org.estreamer.transport.connection;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.pipeline.transport.ConnectStep;
import org.estreamer.pipeline.transport.Endpoint;

/** One time limit over all steps of a connection attempt. An interrupted caller gives up just as at the limit. */
public final class Deadline {
    private final Endpoint endpoint;
    private final Duration limit;
    private final long end;

    /** The time runs from now on. */
    public Deadline(Endpoint endpoint) {
        this(endpoint, endpoint.connectTimeout());
    }

    private Deadline(Endpoint endpoint, Duration limit) {
        this.endpoint = endpoint;
        this.limit = limit;
        this.end = System.nanoTime() + limit.toNanos();
    }

    public Duration left() {
        return Duration.ofNanos(end - System.nanoTime());
    }

    /** A deadline for one of several who share the time that is left; the only one has all of it. */
    Deadline share(int shares) {
        return shares == 1 ? this : new Deadline(endpoint, left().dividedBy(shares));
    }

    /**
     * Does a step within the time that is left.
     *
     * @param step  the step
     * @param what  what could not be done in time, for the message
     * @param work  the step's work
     * @param abort makes the work stop; called if the wait for it ends early
     * @throws ConnectFailure if time ran out or the caller was interrupted
     * @throws IOException    what the work threw
     */
    public <T> T run(ConnectStep step, String what, Callable<T> work, Closeable abort) throws IOException {
        try {
            return Bounded.call("estreamer-" + step + "-" + endpoint.server(), left(), work);
        } catch (TimeoutException e) {
            abort.close();
            throw new ConnectFailure(
                    step,
                    false,
                    endpoint + ": " + what + " within " + limit.toSeconds() + " s (connectTimeoutSeconds)",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abort.close();
            throw new ConnectFailure(step, false, endpoint + ": the attempt to connect was stopped", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException thrown ? thrown : new IOException(e.getCause());
        }
    }
}
