package org.estreamer.metadata;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The inner message of every key, newest and older ones, in the order they were last changed. Not for several threads.
 *
 * <pre>
 *   buckets:  key --&gt; slot          open addressing: a slot more than it says, 0 for none
 *   slots:    key | digest | number | message | older
 *             a changed message gets a new slot at the end, which knows the slot of the one before it
 * </pre>
 *
 * <p>Older messages stay for readers that are behind, as long as all of them take no more than {@link #MAX_OLD_BYTES}; then the
 * oldest go, and a quarter of the rest with them.
 *
 * <p>An entry takes 32 bytes for its slot, 5 to 10 for its bucket, 16 to 24 for the array of its message, and the message: with
 * the room to grow, a million users of 60 bytes take about 140 MB.
 */
final class MetadataTable {
    /** What older messages take at the most, with what belongs to them. */
    static final long MAX_OLD_BYTES = 16 << 20;

    private static final int OVERHEAD = 64;
    private static final int FEWEST = 64;

    /** There was an older one, which is gone. */
    private static final int GONE = -1;

    private int[] buckets = new int[2 * FEWEST];
    private long[] keys = new long[FEWEST];
    private long[] digests = new long[FEWEST];
    private long[] numbers = new long[FEWEST];
    private byte[][] messages = new byte[FEWEST][];
    private int[] older = new int[FEWEST];
    private int used;
    private int size;
    private int held;
    private long oldBytes;
    private int dropFrom;

    /** How many keys there are. */
    int size() {
        return size;
    }

    /** The slot of the newest message of a key; -1 if there is none. It is good until the next {@link #put}. */
    int slot(long key) {
        return buckets[bucket(key)] - 1;
    }

    /**
     * The slot of the message that was valid at a number; -1 if there was none. Where older ones are gone, the oldest that is
     * left stands for them.
     */
    int slot(long key, long number) {
        int slot = slot(key);
        while (slot >= 0 && numbers[slot] > number) {
            int before = older[slot];
            if (before == GONE || (before > 0 && messages[before - 1] == null)) {
                return slot;
            }
            slot = before - 1;
        }
        return slot;
    }

    long digest(int slot) {
        return digests[slot];
    }

    long number(int slot) {
        return numbers[slot];
    }

    byte[] message(int slot) {
        return messages[slot];
    }

    /** Sets the newest message of a key. */
    void put(long key, long digest, long number, byte[] message) {
        if (used == keys.length) {
            grow();
        }
        add(key, digest, number, message);
        if (oldBytes > MAX_OLD_BYTES) {
            dropOldest(MAX_OLD_BYTES / 4 * 3);
        }
    }

    private void add(long key, long digest, long number, byte[] message) {
        int bucket = bucket(key);
        int old = buckets[bucket] - 1;
        if (old >= 0) {
            oldBytes += messages[old].length + OVERHEAD;
        } else {
            size++;
        }
        held++;
        keys[used] = key;
        digests[used] = digest;
        numbers[used] = number;
        messages[used] = message;
        older[used] = old + 1;
        buckets[bucket] = ++used;
    }

    private void dropOldest(long left) {
        while (oldBytes > left) {
            if (dropFrom == used) {
                dropFrom = 0;
            }
            int slot = dropFrom++;
            if (messages[slot] != null && slot(keys[slot]) != slot) {
                oldBytes -= messages[slot].length + OVERHEAD;
                messages[slot] = null;
                held--;
            }
        }
    }

    /** The numbers of all messages, in that order. */
    long[] numbers() {
        long[] all = new long[held];
        int count = 0;
        for (int slot = 0; slot < used; slot++) {
            if (messages[slot] != null) {
                all[count++] = numbers[slot];
            }
        }
        return all;
    }

    /** All messages, in that order. */
    byte[][] messages() {
        return Arrays.stream(messages, 0, used)
                .filter(message -> message != null)
                .toArray(byte[][]::new);
    }

    /** The newest message before a number of every key that has one, in the order they were changed. */
    byte[][] messages(long before) {
        BitSet wanted = new BitSet(used);
        for (int slot = 0; slot < used; slot++) {
            if (messages[slot] != null && slot(keys[slot]) == slot) {
                int valid = slot(keys[slot], before - 1);
                if (valid >= 0 && numbers[valid] < before) {
                    wanted.set(valid);
                }
            }
        }
        return wanted.stream().mapToObj(slot -> messages[slot]).toArray(byte[][]::new);
    }

    /** Where a key is, or belongs. */
    private int bucket(long key) {
        int mask = buckets.length - 1;
        int bucket = (int) key & mask;
        while (buckets[bucket] != 0 && keys[buckets[bucket] - 1] != key) {
            bucket = bucket + 1 & mask;
        }
        return bucket;
    }

    /** Makes room for a quarter more than there is, or closes the gaps where that is enough. */
    private void grow() {
        int capacity = Math.max(keys.length, held + held / 4 + 1);
        long[] oldKeys = keys;
        long[] oldDigests = digests;
        long[] oldNumbers = numbers;
        byte[][] oldMessages = messages;
        int[] oldOlder = older;
        int oldUsed = used;
        keys = new long[capacity];
        digests = new long[capacity];
        numbers = new long[capacity];
        messages = new byte[capacity][];
        older = new int[capacity];
        buckets = new int[2 * Integer.highestOneBit(capacity + capacity / 4)];
        used = 0;
        size = 0;
        held = 0;
        oldBytes = 0;
        dropFrom = 0;
        for (int slot = 0; slot < oldUsed; slot++) {
            if (oldMessages[slot] != null) {
                add(oldKeys[slot], oldDigests[slot], oldNumbers[slot], oldMessages[slot]);
                int before = oldOlder[slot];
                if (before == GONE || (before > 0 && oldMessages[before - 1] == null)) {
                    older[used - 1] = GONE;
                }
            }
        }
    }
}
