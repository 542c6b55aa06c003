package org.estreamer.dispatcher;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.estreamer.record.Record;

/** What survives a crash of a {@link DurableCollector}: its output and its positions, which change in one step. */
final class Disk {
    private List<Record> output = List.of();
    private final Map<String, byte[]> positions = new HashMap<>();
    private boolean full;
    private int refused;
    private Consumer<String> whenAsked = server -> {};

    synchronized void full(boolean isFull) {
        full = isFull;
    }

    /** How often it was full for something. */
    synchronized int refused() {
        return refused;
    }

    synchronized void write(List<Record> all, Map<String, byte[]> more) {
        if (full) {
            refused++;
            throw new IllegalStateException("No space left on device");
        }
        output = new ArrayList<>(all);
        positions.putAll(more);
    }

    synchronized List<Record> output() {
        return output;
    }

    /** What happens whenever a position is asked for. */
    synchronized void whenAsked(Consumer<String> action) {
        whenAsked = action;
    }

    synchronized byte[] resume(String server) {
        whenAsked.accept(server);
        return positions.get(server);
    }

    synchronized byte[] position(String server) {
        return positions.get(server);
    }
}
