package org.estreamer.dispatcher;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where a plugin's positions are kept. Called on the plugin's thread. */
interface PositionKeeper {
    /**
     * Reads the position of a server.
     *
     * @throws IOException if it cannot be read; the plugin must not get records of that server then
     */
    Optional<Position> load(String server) throws IOException;

    /**
     * Makes positions durable.
     *
     * @throws IOException if it could not; some may have been
     */
    void save(Map<String, Position> positions) throws IOException;

    /** Whether only the plugin's own thread may save. */
    boolean durable();

    /** The dispatcher's files, for a plugin that keeps no positions. */
    static PositionKeeper in(PositionStore store, String plugin) {
        return new PositionKeeper() {
            @Override
            public Optional<Position> load(String server) throws IOException {
                return store.load(server, plugin);
            }

            @Override
            public void save(Map<String, Position> positions) throws IOException {
                for (Map.Entry<String, Position> position : positions.entrySet()) {
                    store.save(position.getKey(), plugin, position.getValue());
                }
            }

            @Override
            public boolean durable() {
                return false;
            }
        };
    }

    /** The plugin itself. */
    static PositionKeeper in(PluginCode plugin) {
        return new PositionKeeper() {
            @Override
            public Optional<Position> load(String server) throws IOException {
                Optional<byte[]> bytes = plugin.resume(server);
                if (bytes == null) {
                    throw new IOException(plugin.failure());
                }
                try {
                    return bytes.map(Position::decode);
                } catch (IllegalArgumentException e) {
                    throw new IOException("the position that it gave back is damaged: " + e.getMessage(), e);
                }
            }

            @Override
            public void save(Map<String, Position> positions) throws IOException {
                Map<String, byte[]> bytes = new LinkedHashMap<>();
                positions.forEach((server, position) -> bytes.put(server, position.encode()));
                if (!plugin.persist(bytes)) {
                    throw new IOException(plugin.failure());
                }
            }

            @Override
            public boolean durable() {
                return true;
            }
        };
    }
}
