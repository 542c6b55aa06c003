package org.estreamer.session;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.estreamer.pipeline.transport.Connection;

/** A connection whose certificates expire. */
public final class ExpiringConnection extends ForwardingConnection {
    private final Function<Instant, List<String>> warnings;

    /**
     * Makes one.
     *
     * @param made     does everything else
     * @param warnings what it warns of at a time
     */
    public ExpiringConnection(Connection made, Function<Instant, List<String>> warnings) {
        super(made);
        this.warnings = warnings;
    }

    @Override
    public List<String> expiryWarnings(Instant now) {
        return warnings.apply(now);
    }
}
