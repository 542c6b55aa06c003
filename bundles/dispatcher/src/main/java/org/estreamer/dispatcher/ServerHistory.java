package org.estreamer.dispatcher;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What outlives the connections to one server. */
final class ServerHistory {
    private final String server;

    /** The connections and their records with a place in the order, since the start. Only the reader counts. */
    private final AtomicLong count = new AtomicLong();

    /** The count at which plugins left that had finished everything until then. */
    private final Map<String, Long> departures = new ConcurrentHashMap<>();

    private ServerStream current;

    ServerHistory(String server) {
        this.server = server;
    }

    String server() {
        return server;
    }

    /** Grows with every connection and with every record that has a place in the order. */
    long count() {
        return count.get();
    }

    void count(long records) {
        count.addAndGet(records);
    }

    /** The stream of the connection that is open; null if there is none. */
    synchronized ServerStream current() {
        return current;
    }

    /** A connection was opened; the one before is over. */
    synchronized void open(ServerStream stream) {
        current = stream;
        // what was complete on the connection before is not on this one: it repeats records
        count(1);
    }

    /** A connection was closed. */
    synchronized void close(ServerStream stream) {
        if (current == stream) {
            current = null;
        }
    }

    void departed(String plugin, long through) {
        departures.put(plugin, through);
    }

    /** The count up to which a plugin that comes back has missed nothing; -1 if that is not known. */
    long returned(String plugin) {
        Long through = departures.remove(plugin);
        return through == null ? -1 : through;
    }
}
