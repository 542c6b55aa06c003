package org.estreamer.codec.message;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.estreamer.pipeline.message.StreamFault;

/**
 * The memory for long messages that are under way, which all readers share. Bytes count as they arrive, not as a server claims them,
 * and until the reader is asked for the next message. For any number of threads.
 *
 * <pre>
 *   | taken by others ........ | a reader may have half of what they leave | stays for the next one |
 * </pre>
 *
 * So one server cannot starve another: however much a few of them send, or how slowly, something is left for one that comes
 * later. A reader that finds too little waits a while. Two that wait for each other end that at once: the one that asked later gives
 * up.
 */
public final class MessageMemory {
    /** What a reader may have without asking: most messages are shorter, and nobody can take this from another. */
    public static final int FREE = 256 << 10;

    /** A message takes some times its length while it is read, mended, written and handed on. */
    private static final int SHARE_OF_HEAP = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final long total;
    private final Duration patience;
    private final Set<Share> waiting = new HashSet<>();
    private long taken;
    private long asked;

    /**
     * Makes one.
     *
     * @param total    bytes for all together
     * @param patience how long a reader waits for its part
     */
    public MessageMemory(long total, Duration patience) {
        this.total = total;
        this.patience = patience;
    }

    /** As much as the heap bears. */
    public static MessageMemory ofHeap() {
        return new MessageMemory(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, PATIENCE);
    }

    /** The longest message that there can be memory for. */
    public long longest() {
        return Math.max(FREE, total / 2);
    }

    /** What one reader has. For the reader's thread. */
    final class Share {
        private long bytes;
        private long order;

        /**
         * Takes memory, after a wait if need be.
         *
         * @param wanted how many bytes it must have then, those it has included
         * @throws StreamFault if others have too much for too long
         */
        void grow(long wanted) throws StreamFault, InterruptedIOException {
            if (wanted > Math.max(FREE, bytes)) {
                take(this, wanted);
            }
        }

        /** Gives all of it back. */
        void release() {
            if (bytes > 0) {
                giveBack(this);
            }
        }
    }

    private synchronized void take(Share share, long wanted) throws StreamFault, InterruptedIOException {
        long end = System.nanoTime() + patience.toNanos();
        share.order = asked++;
        waiting.add(share);
        notifyAll();
        try {
            while (wanted > (total - (taken - share.bytes)) / 2) {
                long left = end - System.nanoTime();
                boolean later = share.bytes > 0
                        && waiting.stream().anyMatch(other -> other.bytes > 0 && other.order < share.order);
                if (left <= 0 || later) {
                    throw new StreamFault(
                            StreamFault.Kind.TOO_LONG,
                            "there is no memory for a message that has " + wanted
                                    + " bytes already: long messages of other"
                                    + " servers take " + (taken - share.bytes) + " of " + total
                                    + "; if this comes again, give the program a larger heap (JAVA_OPTS=-Xmx1g)");
                }
                wait(left / 1_000_000 + 1);
            }
            taken += wanted - share.bytes;
            share.bytes = wanted;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while waiting for memory");
        } finally {
            waiting.remove(share);
        }
    }

    private synchronized void giveBack(Share share) {
        taken -= share.bytes;
        share.bytes = 0;
        notifyAll();
    }
}
