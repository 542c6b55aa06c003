package org.estreamer.session;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.estreamer.pipeline.Ticker;
import org.estreamer.pipeline.log.EventLog;
import org.estreamer.pipeline.log.FencedException;
import org.estreamer.pipeline.log.UnclaimedLogException;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.metadata.Metadata;
import org.estreamer.pipeline.session.SessionStatus;
import org.estreamer.pipeline.session.SessionStatus.State;
import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.pipeline.transport.ConnectStep;
import org.estreamer.pipeline.transport.Connection;
import org.estreamer.pipeline.transport.Transport;
import org.estreamer.request.EventRequest;
import org.estreamer.session.connection.ConnectWatch;
import org.estreamer.session.connection.ConnectionFiles;
import org.estreamer.session.connection.ServerLink;
import org.estreamer.session.conversation.Conversation;
import org.estreamer.session.conversation.RecordCensus;
import org.estreamer.session.conversation.SessionLog;
import org.estreamer.session.plan.SessionPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the connection to one server. One thread does it all: it connects, reads, appends to the log,
 * acknowledges, waits, and connects again, until it is stopped or until trying again is useless.
 */
final class ServerSession {
    private static final Logger LOG = LoggerFactory.getLogger(ServerSession.class);

    /** After this long a reader that is stuck in a call that cannot be interrupted is left to end by itself. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(4);

    private static final long NUDGE_MILLIS = 100;
    private static final long LOOK_SECONDS = 1;
    private static final int LOOKS_UNTIL_TOLD = 3;

    /** What a server shows can be set right without anybody touching this machine; it is asked again this seldom. */
    private static final Duration SECOND_CHANCE = Duration.ofMinutes(10);

    private static final Duration HEAP_PAUSE = Duration.ofSeconds(5);

    private record Standing(State state, Instant since, String detail) {}

    private final SessionPlan plan;
    private final Transport transport;
    private final MessageCodec codec;
    private final SessionLog log;
    private final RecordCensus census;
    private final Backoff backoff;
    private final ConnectWatch watch;
    private final Thread reader;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Standing standing;
    private volatile ServerLink link;
    /** How often the log of the server was found without a session. For the session's thread. */
    private int unclaimed;
    /** Why the last attempt has ended, until events come; empty for nothing. For the session's thread. */
    private String lastEnd = "";

    ServerSession(SessionPlan plan, Transport transport, MessageCodec codec, EventLog log, Metadata metadata) {
        this.plan = plan;
        this.transport = transport;
        this.codec = codec;
        this.log = new SessionLog(plan, log, codec, metadata);
        this.census = new RecordCensus(plan.name(), plan.asksForSeconds());
        this.backoff = new Backoff(plan.reconnectMin(), plan.reconnectMax(), RandomGenerator.getDefault());
        this.watch = new ConnectWatch(plan.name());
        this.standing =
                new Standing(plan.problems().isEmpty() ? State.IDLE : State.FAILED, Instant.now(), plan.problemText());
        this.reader = new Thread(this::run, "estreamer-session-" + plan.name());
        this.reader.setDaemon(true);
    }

    /** Starts the reader thread; once. With problems in its plan a session stands as failed and stays so. */
    void start() {
        if (plan.problems().isEmpty()) {
            reader.start();
        }
    }

    /** Says goodbye to the server and ends the reader thread, whatever it is doing. Takes a few seconds at most. */
    void stop() {
        stopped.countDown();
        ServerLink current = link;
        if (current != null) {
            current.end("client is stopping");
        }
        awaitReader();
        stand(State.STOPPED, "");
    }

    SessionStatus status() {
        Standing now = standing;
        return new SessionStatus(
                plan.name(),
                plan.address(),
                now.state,
                now.since,
                now.state == State.STREAMING ? streamingDetail() : now.detail,
                census.records(),
                census.bytes(),
                census.faults(),
                census.unknown(),
                census.repeated(),
                census.connects(),
                census.newest(),
                census.unknownKinds());
    }

    private String streamingDetail() {
        String heldBack = log.heldBack();
        return heldBack.isEmpty() ? watch.server() : "held back: " + heldBack;
    }

    private void awaitReader() {
        long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
        try {
            while (reader.isAlive() && System.nanoTime() - deadline < 0) {
                // again and again: foreign code that the reader calls may swallow an interrupt
                reader.interrupt();
                reader.join(NUDGE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (reader.isAlive()) {
            LOG.warn(
                    "Session {}: its thread does not end yet; it will when its connection attempt is over",
                    plan.name());
        }
    }

    private void run() {
        try (log) {
            ConnectionFiles files = new ConnectionFiles(plan.endpoint());
            Duration pause = Duration.ZERO;
            while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = attemptWhateverHappens(files);
            }
        } catch (InterruptedException e) {
            if (stopped.getCount() > 0) {
                fail("its thread was interrupted by somebody else", e);
            }
        } catch (FencedException e) {
            failFenced(e);
        } catch (Throwable e) { // a reader that died, as in giving its log back, must not look alive
            fail("gave up on " + e, e);
        }
    }

    /** Whatever a server or a plugin makes go wrong here may be over at the next attempt: no reason to give up for good. */
    private Duration attemptWhateverHappens(ConnectionFiles files) throws InterruptedException, FencedException {
        try {
            files.use();
            return attempt(files);
        } catch (OutOfMemoryError e) {
            return pauseWithWhatIsLeft("the heap is used up, perhaps by a plugin");
        } catch (RuntimeException | Error e) {
            LOG.debug("Session {}: unexpected", plan.name(), e);
            return pauseWithWhatIsLeft("unexpected failure: " + e);
        }
    }

    private Duration pauseWithWhatIsLeft(String why) {
        try {
            return pause(why);
        } catch (OutOfMemoryError e) {
            // there is not even the heap to tell so
            return HEAP_PAUSE;
        }
    }

    private void fail(String detail, Throwable cause) {
        boolean mayPass = cause instanceof ConnectFailure failure && failure.step() == ConnectStep.TLS;
        LOG.error(
                "Session {}: {}. Not tried again until the configuration or a file it names changes{}",
                plan.name(),
                detail,
                mayPass ? ", or " + SECOND_CHANCE.toMinutes() + " minutes have passed" : "");
        LOG.debug("Session {}: failed", plan.name(), cause);
        stand(State.FAILED, detail);
    }

    private void failFenced(FencedException cause) {
        String detail =
                "another session of the same name has taken its log; remove one of the two, and save the other's"
                        + " configuration anew";
        LOG.error("Session {}: {}", plan.name(), detail);
        LOG.debug("Session {}: fenced", plan.name(), cause);
        stand(State.FAILED, detail);
    }

    /** Waits until trying again may help, or until the session is stopped. */
    private void awaitRemedy(ConnectFailure failure, ConnectionFiles files) throws InterruptedException {
        fail(failure.getMessage(), failure);
        long failed = System.nanoTime();
        while (!stopped.await(LOOK_SECONDS, TimeUnit.SECONDS)) {
            if (files.exchanged()) {
                LOG.info("Session {}: identity or trust has changed; trying again", plan.name());
                return;
            }
            if (failure.step() == ConnectStep.TLS && System.nanoTime() - failed > SECOND_CHANCE.toNanos()) {
                return;
            }
        }
    }

    /**
     * Connects once and receives until the connection ends.
     *
     * @return how long to wait before the next attempt
     */
    private Duration attempt(ConnectionFiles files) throws InterruptedException, FencedException {
        ServerLink current = new ServerLink(plan.name(), codec);
        link = current;
        if (stopped.getCount() == 0) {
            return Duration.ZERO; // stopped before the link could be seen
        }
        if (unclaimed == 0) {
            connecting();
        }
        String why;
        try (current) {
            openLog();
            why = connect(current, files);
        } catch (ConnectFailure e) {
            awaitRemedy(e, files);
            return Duration.ZERO;
        } catch (UnclaimedLogException e) {
            return awaitClaim(e.getMessage());
        } catch (FencedException e) {
            throw e;
        } catch (IOException e) {
            LOG.debug("Session {}: not connected", plan.name(), e);
            why = e.getMessage();
        }
        return current.ended() ? Duration.ZERO : pause(why);
    }

    /** An attempt may take long, and an operator wants to know all the time what is wrong. */
    private void connecting() {
        stand(State.CONNECTING, lastEnd.isEmpty() ? "" : "again, after: " + lastEnd);
    }

    private void openLog() throws IOException {
        log.open();
        if (unclaimed > 0) {
            unclaimed = 0;
            connecting();
        }
    }

    /** An operator says which log it is, or the other session is only late, as at a start: that one is not worth a word. */
    private Duration awaitClaim(String why) {
        if (unclaimed++ == 0) {
            stand(State.WAITING, why);
        }
        if (unclaimed == LOOKS_UNTIL_TOLD) {
            LOG.warn("Session {} waits: {}", plan.name(), why);
        }
        return Duration.ofSeconds(LOOK_SECONDS);
    }

    private String connect(ServerLink current, ConnectionFiles files) throws InterruptedException, IOException {
        try {
            Connection connection = transport.connect(plan.endpoint(), watch);
            current.adopt(connection);
            census.connected();
            LOG.info("Session {}: connected to {} ({})", plan.name(), plan.address(), watch.server());
            Ticker.Ticking watching = watch.over(connection, current.ticker());
            try (watching) {
                return receive(current, connection, files);
            }
        } catch (ConnectFailure e) {
            if (e.permanent() && !current.ended()) {
                throw e;
            }
            return e.getMessage();
        }
    }

    private String receive(ServerLink current, Connection connection, ConnectionFiles files)
            throws InterruptedException, IOException {
        EventRequest request = plan.request().startingAt(log.begin(connection.peerCertificates()));
        Conversation conversation =
                new Conversation(plan, codec, current, log, census, files, () -> streaming(request));
        String why = conversation.hold(connection, request);
        log.ended();
        backoff.served(conversation.served());
        return why;
    }

    private void streaming(EventRequest request) {
        lastEnd = "";
        stand(State.STREAMING, watch.server());
        LOG.info("Session {}: streaming, {}", plan.name(), since(request.timestamp()));
    }

    private static String since(long timestamp) {
        if (timestamp == EventRequest.OLDEST) {
            return "from the oldest event";
        }
        return timestamp == EventRequest.NOW ? "new events only" : "events since " + Instant.ofEpochSecond(timestamp);
    }

    private Duration pause(String why) {
        Duration pause = backoff.next();
        Instant next = Instant.now().plus(pause).truncatedTo(ChronoUnit.SECONDS);
        LOG.warn(
                "Session {}: not connected to {}: {}. Next attempt in {} s",
                plan.name(),
                plan.address(),
                why,
                seconds(pause));
        lastEnd = why;
        stand(State.WAITING, why + ". Next attempt at " + next);
        return pause;
    }

    private static String seconds(Duration pause) {
        return Double.toString(Math.round(pause.toMillis() / 100.0) / 10.0);
    }

    private synchronized void stand(State state, String detail) {
        if (standing.state != State.STOPPED) {
            standing = new Standing(state, Instant.now(), detail);
        }
    }
}
