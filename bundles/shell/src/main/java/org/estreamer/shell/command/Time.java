package org.estreamer.shell.command;

import java.time.Duration;
import java.time.Instant;

/** Time as the commands see it; tests have one that passes when it is told to. */
public interface Time {
    /** The machine's time. */
    Time SYSTEM = new Time() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void pause(Duration length) throws InterruptedException {
            Thread.sleep(length.toMillis());
        }
    };

    /** The time of day, which may be set back. */
    Instant now();

    /** A time that only goes forward, for differences. */
    long nanos();

    /** Waits. */
    void pause(Duration length) throws InterruptedException;

    /** How long ago {@code nanos} was. */
    default Duration since(long nanos) {
        return Duration.ofNanos(nanos() - nanos);
    }
}
