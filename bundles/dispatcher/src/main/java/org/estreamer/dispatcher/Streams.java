package org.estreamer.dispatcher;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.estreamer.pipeline.RecordStream;

/** The open streams of all servers: where plugins and connections meet. */
final class Streams {
    /** Reading a position takes no time, unless a plugin hangs; then the others do not wait for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Settings settings;
    private final Map<String, ServerHistory> histories = new ConcurrentHashMap<>();

    Streams(Settings settings) {
        this.settings = settings;
    }

    /**
     * Opens a stream with every plugin that can give its position in time.
     *
     * @param workers the plugins that are there
     */
    RecordStream open(String server, Runnable restart, Supplier<List<PluginWorker>> workers)
            throws InterruptedException {
        ServerHistory history = histories.computeIfAbsent(server, ServerHistory::new);
        ServerStream before = history.current();
        if (before != null) {
            before.close();
        }
        ServerStream stream = new ServerStream(history, restart, settings.reorderSeconds());
        // whoever comes from here on finds the stream, whoever came before is in the list
        history.open(stream);
        Collection<PluginWorker> present =
                workers.get().stream().filter(PluginWorker::takesPart).toList();
        stream.expect(present.stream().filter(worker -> !worker.standsStill()).toList());
        present.forEach(worker -> worker.prepare(server));
        try {
            stream.begin(PATIENCE);
        } catch (InterruptedException e) {
            stream.close();
            throw e;
        }
        return stream;
    }

    /** A plugin has come, or has caught up: it takes part in every open stream. */
    void arrive(PluginWorker worker) {
        histories.values().forEach(history -> {
            if (history.current() != null) {
                worker.prepare(history.server());
            }
        });
    }

    /** A plugin gets no more records. */
    void leave(PluginWorker worker) {
        histories.keySet().forEach(server -> current(server, stream -> stream.leave(worker)));
    }

    void join(Lane lane) {
        current(lane.server(), stream -> stream.join(lane));
    }

    /** A plugin cannot take part in a server's stream. */
    void excuse(String server, PluginWorker worker) {
        current(server, stream -> stream.excuse(worker));
    }

    /** A plugin has gone and has finished everything it was given. */
    void departed(Lane lane) {
        ServerHistory history = histories.get(lane.server());
        if (history != null) {
            history.departed(
                    lane.worker().contract().identity().name(), lane.progress().through());
        }
    }

    /** The server's record count up to which a plugin that comes back has missed nothing; -1 if that is not known. */
    long returned(String server, String plugin) {
        ServerHistory history = histories.get(server);
        return history == null ? -1 : history.returned(plugin);
    }

    void close() {
        histories.keySet().forEach(server -> current(server, ServerStream::close));
    }

    private void current(String server, Consumer<ServerStream> action) {
        ServerHistory history = histories.get(server);
        ServerStream stream = history == null ? null : history.current();
        if (stream != null) {
            action.accept(stream);
        }
    }
}
