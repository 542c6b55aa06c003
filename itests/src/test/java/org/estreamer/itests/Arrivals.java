package org.estreamer.itests;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** The events that somebody got, by their archival seconds: whether all are there, and each once. */
final class Arrivals {
    private final NavigableMap<Long, LongStream.Builder> seconds = new TreeMap<>();
    private long size;

    /** Reads what a probe has written down. */
    static Arrivals of(Path file) throws IOException {
        Arrivals arrivals = new Arrivals();
        long entries = Files.size(file) / (2 * Long.BYTES);
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (long entry = 0; entry < entries; entry++) {
                arrivals.add(in.readLong(), in.readLong());
            }
        }
        return arrivals;
    }

    /** One more event; without a second it is none. */
    void add(long second, long digest) {
        if (second > 0) {
            size++;
            seconds.computeIfAbsent(second, unseen -> LongStream.builder()).add(digest);
        }
    }

    /**
     * What is wrong with the seconds before one.
     *
     * @param perSecond how many different events each has
     * @param once      whether each may be there only once
     * @return by second; empty if every second from the first on is whole
     */
    Map<Long, String> wrong(int perSecond, long end, boolean once) {
        Map<Long, String> wrong = new TreeMap<>();
        if (seconds.isEmpty()) {
            return Map.of(0L, "no events at all");
        }
        for (long second = seconds.firstKey(); second < end; second++) {
            long[] digests =
                    seconds.containsKey(second) ? seconds.get(second).build().toArray() : new long[0];
            long different = LongStream.of(digests).distinct().count();
            if (different != perSecond || (once && digests.length != perSecond)) {
                wrong.put(second, digests.length + " events, " + different + " different ones");
            }
        }
        return wrong;
    }

    /** How many there are. */
    long size() {
        return size;
    }
}
