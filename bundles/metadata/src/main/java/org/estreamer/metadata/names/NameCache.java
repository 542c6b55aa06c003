package org.estreamer.metadata.names;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Names that were asked for lately, as they are now. Any thread may read it without a lock; it is written under the lock of the
 * store, so that what it holds is never older than that.
 *
 * <pre>
 *   key --&gt; one of two neighbouring slots      a third key of these slots takes the place of the first
 * </pre>
 */
final class NameCache {
    private static final int SLOTS = 1 << 16;

    /** Names may be long: what all of them take is bounded as well. */
    private static final int MAX_BYTES = 16 << 20;

    private final AtomicReferenceArray<NameEntry> slots = new AtomicReferenceArray<>(SLOTS);
    private int bytes;

    /** The names of a key; null if they are not here. */
    NameEntry get(long key) {
        int slot = slot(key);
        NameEntry first = slots.getAcquire(slot);
        if (first != null && first.key == key) {
            return first;
        }
        NameEntry second = slots.getAcquire(slot ^ 1);
        return second != null && second.key == key ? second : null;
    }

    void put(NameEntry entry) {
        if (bytes + entry.size() > MAX_BYTES) {
            clear();
        }
        int slot = slot(entry.key);
        NameEntry there = slots.getPlain(slot);
        set(slot, entry);
        if (there != null && there.key != entry.key) {
            set(slot ^ 1, there);
        }
    }

    void remove(long key) {
        int slot = slot(key);
        for (int either : new int[] {slot, slot ^ 1}) {
            NameEntry there = slots.getPlain(either);
            if (there != null && there.key == key) {
                set(either, null);
            }
        }
    }

    void clear() {
        for (int slot = 0; slot < SLOTS; slot++) {
            if (slots.getPlain(slot) != null) {
                set(slot, null);
            }
        }
    }

    private void set(int slot, NameEntry entry) {
        NameEntry there = slots.getPlain(slot);
        if (there != null) {
            bytes -= there.size();
            there.heldBy(null);
        }
        if (entry != null) {
            bytes += entry.size();
            entry.heldBy(this);
        }
        slots.setRelease(slot, entry);
    }

    private static int slot(long key) {
        return (int) (key >>> 7) & SLOTS - 1;
    }
}
