package org.estreamer.session.connection;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.estreamer.pipeline.Ticker;
import org.estreamer.pipeline.transport.ConnectProgress;
import org.estreamer.pipeline.transport.ConnectStep;
import org.estreamer.pipeline.transport.Connection;
import org.estreamer.pipeline.transport.Finding;
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
    private volatile Finding server = new Finding("");

    public ConnectWatch(String session) {
        this.session = session;
    }

    @Override
    public synchronized void succeeded(ConnectStep step, Finding finding) {
        if (!finding.warnings().stream().allMatch(this::isTold)) {
            LOG.warn("Session {}: {}: {}", session, step.toString().toLowerCase(Locale.ROOT), finding);
        }
        told.put(step, finding.warnings());
        if (step == ConnectStep.TLS) {
            server = finding;
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
        server = new Finding(server.text(), warnings);
    }

    private boolean isTold(String warning) {
        return server.warnings().contains(warning)
                || told.values().stream().anyMatch(warnings -> warnings.contains(warning));
    }

    /** The TLS version and certificate of the server met last, with what ends soon as of today. */
    public String server() {
        return server.toString();
    }
}
