package org.estreamer.session.connection;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.estreamer.pipeline.ConnectProgress;
import org.estreamer.pipeline.ConnectStep;
import org.estreamer.pipeline.Connection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears how connections are made and what ends soon while they hold: keeps what is said of the server, and logs each warning
 * once for as long as it holds. A warning that counts the days is another one every day.
 */
public final class ConnectWatch implements ConnectProgress {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectWatch.class);

    private final String session;
    private final Map<ConnectStep, List<String>> told = new EnumMap<>(ConnectStep.class);
    private List<String> ending = List.of();
    private String found = "";
    private volatile String server = "";

    public ConnectWatch(String session) {
        this.session = session;
    }

    @Override
    public synchronized void succeeded(ConnectStep step, String detail) {
        List<String> warnings = ConnectProgress.warnings(detail);
        if (!warnings.stream().allMatch(this::isTold)) {
            LOG.warn("Session {}: {}: {}", session, step.toString().toLowerCase(Locale.ROOT), detail);
        }
        told.put(step, warnings);
        if (step == ConnectStep.TLS) {
            found = ConnectProgress.found(detail);
            ends(warnings);
        }
    }

    /** Watches a connection that was made, until that is closed. */
    public Ticker.Ticking over(Connection connection, Ticker ticker) {
        return new ExpiryWatch(connection, this, InstantSource.system()).start(ticker);
    }

    /**
     * Hears what ends soon while a connection holds, from another thread than the one that connects.
     *
     * @param warnings all there are today
     */
    synchronized void remind(List<String> warnings) {
        for (String warning : warnings) {
            if (!isTold(warning)) {
                LOG.warn("Session {}: {}", session, warning);
            }
        }
        ends(warnings);
    }

    private void ends(List<String> warnings) {
        ending = List.copyOf(warnings);
        server = ConnectProgress.detail(found, ending);
    }

    private boolean isTold(String warning) {
        return ending.contains(warning) || told.values().stream().anyMatch(warnings -> warnings.contains(warning));
    }

    /** The TLS version and certificate of the server met last, with what ends soon as of today. */
    public String server() {
        return server;
    }
}
