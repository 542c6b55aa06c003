package org.estreamer.dispatcher;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which plugins are there, and which were there before the last stop: the first connection waits for those, so that it
 * starts early enough for all of them. Where nothing is known from before, it waits for the first one.
 */
final class Attendance {
    private final PositionStore store;
    private final long deadline;
    private final boolean known;
    private Set<String> expected;
    private Set<String> present = Set.of();
    private Set<String> saved;

    Attendance(PositionStore store, Duration patience) {
        this.store = store;
        Set<String> before = store.loadPresent().orElse(null);
        known = before != null;
        expected = known ? before : Set.of();
        saved = expected;
        deadline = System.nanoTime() + patience.toNanos();
    }

    /** Plugins have come or gone. */
    synchronized void changed(Collection<String> names) {
        present = new TreeSet<>(names);
        save();
        notifyAll();
    }

    /** Waits for the expected plugins, until they are there or the time since the start is over. */
    synchronized void awaitExpected() throws InterruptedException {
        long left = deadline - System.nanoTime();
        while (!complete() && left > 0) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
            left = deadline - System.nanoTime();
        }
        // who has not come by now has been removed
        expected = Set.of();
        save();
    }

    private boolean complete() {
        return known ? present.containsAll(expected) : !present.isEmpty();
    }

    private void save() {
        Set<String> all = new HashSet<>(expected);
        all.addAll(present);
        if (!all.equals(saved)) {
            store.savePresent(new TreeSet<>(all));
            saved = all;
        }
    }
}
