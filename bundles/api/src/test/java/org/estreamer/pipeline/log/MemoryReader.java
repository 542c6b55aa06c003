package org.estreamer.pipeline.log;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Reads a {@link MemoryEventLog}. */
final class MemoryReader implements LogReader {
    final String plugin;
    final boolean mayLose;

    private final MemoryEventLog all;
    /** The next number of each log, the one read longest ago first. */
    private final Map<String, Long> places = new LinkedHashMap<>();

    private String rewound = "";
    private boolean woken;

    MemoryReader(MemoryEventLog all, String plugin, boolean mayLose) {
        this.all = all;
        this.plugin = plugin;
        this.mayLose = mayLose;
    }

    /** The end of a log has gone back. */
    void cutBack(String server, long number) {
        if (places.getOrDefault(server, 0L) > number) {
            rewound = "the log of " + server + " has lost what came after record " + number;
        }
    }

    /** A log is gone, or has another name. */
    void lost(String server) {
        if (reads(server)) {
            rewound = "the log of " + server + " is not there any more";
        }
    }

    boolean reads(String server) {
        return places.containsKey(server);
    }

    @Override
    public List<String> unplaced() {
        synchronized (all) {
            return all.servers().stream()
                    .filter(server -> !places.containsKey(server))
                    .toList();
        }
    }

    @Override
    public Optional<String> nameBefore(String server) {
        synchronized (all) {
            return all.slot(plugin).nameBefore(server);
        }
    }

    @Override
    public Placement place(String server, Optional<LogPosition> position) throws IOException {
        synchronized (all) {
            requireAlive();
            MemoryLog log = all.log(server);
            Placement placement = position.isPresent()
                    ? log.place(position.get())
                    : all.slot(plugin).placement(log);
            places.put(server, placement.number());
            return placement;
        }
    }

    @Override
    public LogBatch poll(Duration timeout) throws IOException, InterruptedException {
        synchronized (all) {
            long deadline = System.nanoTime() + timeout.toNanos();
            while (true) {
                requireAlive();
                LogBatch batch = next();
                long left = deadline - System.nanoTime();
                if (batch != null || woken || left <= 0 || !unplaced().isEmpty()) {
                    woken = batch != null && woken;
                    return batch;
                }
                all.wait(left / 1_000_000, (int) (left % 1_000_000));
            }
        }
    }

    private LogBatch next() {
        for (String server : new ArrayList<>(places.keySet())) {
            long place = places.get(server);
            LogBatch batch = all.log(server).read(place);
            if (batch != null) {
                places.remove(server);
                places.put(server, batch.next());
                all.given(plugin, batch);
                return batch;
            }
        }
        return null;
    }

    @Override
    public void wakeup() {
        synchronized (all) {
            woken = true;
            all.notifyAll();
        }
    }

    @Override
    public CompletableFuture<Void> durable(String server, long number) {
        synchronized (all) {
            return rewound.isEmpty()
                    ? all.durable(server, number)
                    : CompletableFuture.failedFuture(new RewoundException(rewound));
        }
    }

    @Override
    public void finished(Map<String, LogPosition> positions) throws IOException {
        synchronized (all) {
            requireAlive();
            positions.forEach((server, position) -> all.slot(plugin).finished(server, position));
            all.notifyAll();
        }
    }

    @Override
    public void close() {
        synchronized (all) {
            all.closed(this);
            all.notifyAll();
        }
    }

    private void requireAlive() throws IOException {
        if (!rewound.isEmpty()) {
            throw new RewoundException(rewound);
        }
        if (!all.isOpen(this)) {
            throw new IOException("the reader of " + plugin + " is closed");
        }
    }
}
