package org.estreamer.session;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.estreamer.pipeline.ConnectProgress;
import org.estreamer.pipeline.ConnectStep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears how connections are made: keeps what is said of the server, and logs each warning once for as long as it holds. */
final class ConnectWatch implements ConnectProgress {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectWatch.class);

    private final String session;
    private final Map<ConnectStep, String> told = new EnumMap<>(ConnectStep.class);
    private String server = "";

    ConnectWatch(String session) {
        this.session = session;
    }

    @Override
    public void succeeded(ConnectStep step, String detail) {
        if (step == ConnectStep.TLS) {
            server = detail;
        }
        if (!detail.contains(WARNING)) {
            told.remove(step);
        } else if (!detail.equals(told.put(step, detail))) {
            LOG.warn("Session {}: {}: {}", session, step.toString().toLowerCase(Locale.ROOT), detail);
        }
    }

    /** The TLS version and certificate of the server met last. */
    String server() {
        return server;
    }
}
