package org.estreamer.session.connection;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.estreamer.pipeline.Ticker;
import org.estreamer.pipeline.transport.Connection;

/**
 * Reminds of certificates that expire while a connection holds, which may be for months: looked at once on each day of the
 * calendar (UTC). By the clock and not in looks, as the process may be suspended and expiry is not.
 */
final class ExpiryWatch {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Connection connection;
    private final ConnectWatch told;
    private final InstantSource clock;
    private LocalDate looked;

    /**
     * Prepares the watch over one connection.
     *
     * @param connection knows its certificates
     * @param told       logs what it has not logged yet
     * @param clock      tells the day
     */
    ExpiryWatch(Connection connection, ConnectWatch told, InstantSource clock) {
        this.connection = connection;
        this.told = told;
        this.clock = clock;
    }

    /** Looks until that is closed. */
    Ticker.Ticking start(Ticker ticker) {
        return ticker.every(PAUSE, this::look);
    }

    /** Asks the connection if it was not asked today. */
    void look() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!today.equals(looked)) {
            told.remind(connection.expiryWarnings(clock.instant()));
            looked = today;
        }
    }
}
