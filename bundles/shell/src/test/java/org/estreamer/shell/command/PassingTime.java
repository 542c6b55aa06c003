package org.estreamer.shell.command;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/** Time that passes only while somebody pauses, with events at given moments. */
public final class PassingTime implements Time {
    public static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    private final TreeMap<Long, Runnable> events = new TreeMap<>();
    private long nanos;

    /** Lets something happen when that much time has passed. */
    public PassingTime at(Duration moment, Runnable event) {
        events.put(moment.toNanos(), event);
        return this;
    }

    /** Interrupts whoever pauses at that moment, as the stop of the component does. */
    public PassingTime interruptAt(Duration moment) {
        return at(moment, () -> Thread.currentThread().interrupt());
    }

    public Duration passed() {
        return Duration.ofNanos(nanos);
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void pause(Duration length) throws InterruptedException {
        long end = nanos + length.toNanos();
        if (end > Duration.ofHours(1).toNanos()) {
            throw new AssertionError("it waits for ever");
        }
        while (!events.isEmpty() && events.firstKey() <= end) {
            nanos = Math.max(nanos, events.firstKey());
            events.pollFirstEntry().getValue().run();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        nanos = end;
    }
}
