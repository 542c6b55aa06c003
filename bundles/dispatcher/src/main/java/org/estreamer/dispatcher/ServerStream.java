package org.estreamer.dispatcher;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.estreamer.pipeline.RecordStream;
import org.estreamer.record.RecordBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of one connection on their way into the plugins' queues.
 *
 * <p>Plugins join from any thread; the reader lets them in between two batches, so that it is certain what they have
 * missed. One that has missed records which this connection will not bring asks for a new connection.
 */
final class ServerStream implements RecordStream {
    private static final Logger LOG = LoggerFactory.getLogger(ServerStream.class);

    /** How far a server's clock may be behind ours. */
    private static final long CLOCK_DIFFERENCE_SECONDS = 86_400;

    private static final Duration TELLING = Duration.ofMinutes(10);

    /** Some hundred thousand names. */
    private static final long METADATA_BYTES = 32 << 20;

    private final ServerHistory history;
    private final Runnable restart;
    private final int reorderSeconds;
    private final Set<PluginWorker> awaited = new HashSet<>();
    private final List<Lane> arrivals = new ArrayList<>();
    private final MetadataMemory metadata;
    private final Throttle clockWarnings = new Throttle(TELLING, System::nanoTime);
    private volatile List<Lane> lanes = List.of();
    private volatile boolean arrived;
    private volatile boolean closed;
    private final ServerClock clock;
    private volatile long newest = -1;
    /** The same with strays, which a plugin that joins may have missed. */
    private volatile long furthest = -1;

    private List<Lane> beginners = List.of();
    private OptionalLong resumeSecond = OptionalLong.empty();
    private boolean begun;
    private boolean restartAsked;

    ServerStream(ServerHistory history, Runnable restart, int reorderSeconds) {
        this.history = history;
        this.restart = restart;
        this.reorderSeconds = reorderSeconds;
        this.clock = new ServerClock(reorderSeconds);
        this.metadata = new MetadataMemory(history.server(), METADATA_BYTES);
    }

    /** The stream must not begin without the plugin: until it joins, is excused or leaves. */
    synchronized void expect(Collection<PluginWorker> workers) {
        awaited.addAll(workers);
    }

    /** Waits for the expected plugins, though not for longer than a time, and takes in those that are there. */
    synchronized void begin(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos(); !awaited.isEmpty() && left > 0; left = deadline - System.nanoTime()) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        awaited.clear();
        for (Lane lane : arrivals) {
            lane.expectRepetition();
            lane.progress().addStrays(clock.knownStrays());
            OptionalLong second = lane.progress().resumeSecond();
            if (second.isPresent() && second.getAsLong() < resumeSecond.orElse(Long.MAX_VALUE)) {
                resumeSecond = second;
            }
        }
        resumeSecond.ifPresent(clock::goOnFrom);
        take(arrivals);
        arrivals.clear();
        begun = true;
    }

    /** A plugin wants this server's records, or wants them again. */
    void join(Lane lane) {
        synchronized (this) {
            excuse(lane.worker());
            if (closed || arrivals.contains(lane) || lanes.contains(lane)) {
                return;
            }
            if (!begun || !missed(lane)) {
                arrivals.add(lane);
                arrived = true;
                return;
            }
        }
        askForRestart(lane);
    }

    /** The stream need not wait for the plugin. */
    synchronized void excuse(PluginWorker worker) {
        awaited.remove(worker);
        notifyAll();
    }

    /** The plugin gets no more records from this stream. */
    synchronized void leave(PluginWorker worker) {
        excuse(worker);
        arrivals.removeIf(lane -> lane.worker() == worker);
        lanes = lanes.stream().filter(lane -> lane.worker() != worker).toList();
    }

    private synchronized void leave(Lane gone) {
        lanes = lanes.stream().filter(lane -> lane != gone).toList();
    }

    @Override
    public synchronized OptionalLong resumeSecond() {
        return resumeSecond;
    }

    @Override
    public void dispatch(RecordBatch batch) throws InterruptedException {
        if (closed) {
            throw new IllegalStateException("The stream of server " + history.server() + " is closed");
        }
        if (arrived) {
            admit();
        }
        long ourClock = System.currentTimeMillis() / 1000;
        Parcel parcel = Parcel.of(batch, clock, ourClock);
        warnOfClocks(parcel, ourClock);
        if (parcel.placed() > 0 && !beginners.isEmpty()) {
            keepBeginnings(beginning(parcel, ourClock));
        }
        newest = clock.newest();
        furthest = Math.max(furthest, Math.max(newest, parcel.stray()));
        history.count(parcel.placed());
        offer(parcel, lanes);
        if (parcel.placed() < parcel.size()) {
            metadata.remember(batch);
        }
    }

    private void offer(Parcel parcel, List<Lane> to) throws InterruptedException {
        for (Lane lane : to) {
            switch (lane.offer(parcel, newest, history.count(), reorderSeconds)) {
                case CLOSED -> leave(lane);
                case BEHIND -> {
                    leave(lane);
                    lane.worker().fellBehind(history.server());
                }
                default -> {}
            }
        }
    }

    private void warnOfClocks(Parcel parcel, long ourClock) {
        // in a quiet time records are far apart
        if (parcel.stray() > ourClock + ServerClock.JUMP_SECONDS && clockWarnings.admit() != Throttle.HELD_BACK) {
            LOG.warn(
                    "Server {}: a record is dated {}, ahead of those before it and of this machine's clock. It is delivered;"
                            + " positions follow once the records behind it are dated like it. Check both clocks",
                    history.server(),
                    Instant.ofEpochSecond(parcel.stray()));
        }
        if (clock.isBack() && clockWarnings.admit() != Throttle.HELD_BACK) {
            LOG.warn(
                    "Server {}: records are dated more than {} s before {}, which others before them were. They are"
                            + " delivered, but after a new connection such records may be left out. Has the server's"
                            + " clock been set back? If they always come like that, raise reorderSeconds in"
                            + " org.estreamer.dispatcher.cfg",
                    history.server(),
                    reorderSeconds,
                    Instant.ofEpochSecond(clock.newest()));
        }
    }

    /** Lets plugins in, which first get the metadata that the others have had already. */
    private void admit() throws InterruptedException {
        List<Lane> late = new ArrayList<>();
        List<Lane> joining = new ArrayList<>();
        synchronized (this) {
            List<Lane> all = new ArrayList<>(lanes);
            for (Lane lane : arrivals) {
                if (missed(lane)) {
                    late.add(lane);
                    continue;
                }
                if (!upToDate(lane)) {
                    lane.expectRepetition();
                }
                joining.add(lane);
            }
            all.addAll(joining);
            take(all);
            arrivals.clear();
            arrived = false;
        }
        late.forEach(this::askForRestart);
        if (!joining.isEmpty()) {
            for (Parcel known : metadata.all()) {
                offer(known, joining);
            }
        }
    }

    private void take(List<Lane> all) {
        lanes = List.copyOf(all);
        // one that was given metadata only has not begun
        List<Lane> before = beginners;
        beginners = lanes.stream()
                .filter(lane -> lane.begins() || before.contains(lane))
                .toList();
    }

    /** Strays alone tell nothing of when the others come. */
    private long beginning(Parcel first, long ourClock) {
        if (first.counts()) {
            return first.oldest();
        }
        long others = clock.known() < 0 ? ourClock - CLOCK_DIFFERENCE_SECONDS : clock.known();
        return Math.min(first.oldest(), others);
    }

    private void keepBeginnings(long oldest) {
        for (Lane lane : beginners) {
            try {
                lane.begin(oldest - reorderSeconds);
            } catch (IOException e) {
                LOG.error(
                        "Plugin {}: cannot keep where its records of server {} begin: {}. A stop without warning before its"
                                + " first position may lose it records",
                        lane.worker().contract().identity().name(),
                        history.server(),
                        e.toString());
            }
        }
        beginners = List.of();
    }

    /** Whether the plugin lacks records that this connection has passed already. */
    private boolean missed(Lane lane) {
        OptionalLong needed = lane.progress().resumeSecond();
        if (needed.isEmpty() || upToDate(lane)) {
            return false;
        }
        boolean stillToCome = resumeSecond.isPresent()
                && resumeSecond.getAsLong() <= needed.getAsLong()
                && furthest < needed.getAsLong();
        return !stillToCome;
    }

    private boolean upToDate(Lane lane) {
        return lane.progress().through() == history.count();
    }

    private void askForRestart(Lane lane) {
        synchronized (this) {
            if (restartAsked || closed) {
                return;
            }
            restartAsked = true;
        }
        LOG.info(
                "Plugin {} needs records of server {} that this connection has passed: connecting anew",
                lane.worker().contract().identity().name(),
                history.server());
        try {
            restart.run();
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                restartAsked = false;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            arrivals.clear();
            awaited.clear();
            lanes = List.of();
            notifyAll();
        }
        history.close(this);
    }
}
