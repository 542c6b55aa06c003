package org.estreamer.dispatcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.estreamer.pipeline.RecordStream;

/** The dispatcher without OSGi: the roster, the streams and the thread that looks after them. */
final class Delivery implements AutoCloseable {
    private static final Duration LONGEST_TICK = Duration.ofMillis(500);

    private final Streams streams;
    private final PluginRoster roster;
    private final Ticker ticker;

    /**
     * Begins.
     *
     * @param data     the folder for positions
     * @param stopping whether everything is going down, so that plugins leave without being removed
     */
    Delivery(Settings settings, Path data, BooleanSupplier stopping) {
        streams = new Streams(settings);
        roster = new PluginRoster(settings, streams, new PositionStore(data), stopping);
        ticker = new Ticker("estreamer-plugin-watch", tick(settings), roster::look);
    }

    PluginRoster roster() {
        return roster;
    }

    RecordStream open(String server, Runnable restart) throws InterruptedException {
        roster.awaitExpected();
        return streams.open(server, restart, roster::workers);
    }

    private static Duration tick(Settings settings) {
        Duration shortest =
                settings.position().compareTo(settings.stuck()) < 0 ? settings.position() : settings.stuck();
        Duration fine = shortest.dividedBy(4);
        return fine.compareTo(LONGEST_TICK) < 0 ? fine : LONGEST_TICK;
    }

    @Override
    public void close() {
        streams.close();
        roster.close();
        ticker.close();
    }
}
