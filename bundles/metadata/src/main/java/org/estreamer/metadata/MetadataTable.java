package org.estreamer.metadata;

import java.util.Arrays;

/**
 * The newest inner message of every key, in the order they were last changed. Not for several threads.
 *
 * <pre>
 *   buckets:  key --&gt; slot          open addressing: a slot more than it says, 0 for none
 *   slots:    key | digest | number | message
 *             a changed message gets a new slot at the end, and its old one stays empty until the next growth
 * </pre>
 *
 * An entry takes 28 bytes for its slot, 5 to 10 for its bucket, 16 to 24 for the array of its message, and the message: with
 * the room to grow, a million users of 60 bytes take about 130 MB.
 */
final class MetadataTable {
    private static final int FEWEST = 64;

    private int[] buckets = new int[2 * FEWEST];
    private long[] keys = new long[FEWEST];
    private long[] digests = new long[FEWEST];
    private long[] numbers = new long[FEWEST];
    private byte[][] messages = new byte[FEWEST][];
    private int used;
    private int size;

    /** How many entries there are. */
    int size() {
        return size;
    }

    /** The slot of a key; -1 if there is none. It is good until the next {@link #put}. */
    int slot(long key) {
        return buckets[bucket(key)] - 1;
    }

    long digest(int slot) {
        return digests[slot];
    }

    long number(int slot) {
        return numbers[slot];
    }

    /** Sets the newest message of a key. */
    void put(long key, long digest, long number, byte[] message) {
        if (used == keys.length) {
            grow();
        }
        int bucket = bucket(key);
        int old = buckets[bucket] - 1;
        if (old >= 0) {
            messages[old] = null;
        } else {
            size++;
        }
        keys[used] = key;
        digests[used] = digest;
        numbers[used] = number;
        messages[used] = message;
        buckets[bucket] = ++used;
    }

    /** The numbers of all entries, in the order they were last changed. */
    long[] numbers() {
        long[] all = new long[size];
        int count = 0;
        for (int slot = 0; slot < used; slot++) {
            if (messages[slot] != null) {
                all[count++] = numbers[slot];
            }
        }
        return all;
    }

    /** The messages of the entries that were last changed before a number, in that order. */
    byte[][] messages(long before) {
        byte[][] all = new byte[size][];
        int count = 0;
        for (int slot = 0; slot < used; slot++) {
            if (messages[slot] != null && numbers[slot] < before) {
                all[count++] = messages[slot];
            }
        }
        return Arrays.copyOf(all, count);
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
        int capacity = Math.max(keys.length, size + size / 4 + 1);
        long[] oldKeys = keys;
        long[] oldDigests = digests;
        long[] oldNumbers = numbers;
        byte[][] oldMessages = messages;
        int oldUsed = used;
        keys = new long[capacity];
        digests = new long[capacity];
        numbers = new long[capacity];
        messages = new byte[capacity][];
        buckets = new int[2 * Integer.highestOneBit(capacity + capacity / 4)];
        used = 0;
        size = 0;
        for (int slot = 0; slot < oldUsed; slot++) {
            if (oldMessages[slot] != null) {
                put(oldKeys[slot], oldDigests[slot], oldNumbers[slot], oldMessages[slot]);
            }
        }
    }
}
