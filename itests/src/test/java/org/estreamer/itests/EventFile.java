package org.estreamer.itests;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the file plugin has written as JSON: which events, but not in which order. */
final class EventFile {
    /** The setting of an output to be compared: names are those of the time at which an event came to a client. */
    static final String WITHOUT_NAMES = "names=none";

    private static final Pattern EVENT = Pattern.compile("^\\{\"recordType\":\\d+,\"archiveTimestamp\":([1-9]\\d*),");

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int END_BYTES = 1 << 20;

    private final Path path;

    EventFile(Path path) {
        this.path = path;
    }

    /**
     * The events of one second.
     *
     * @param count how many
     * @param sum   of a hash of each: another if one of them is missing, another or there twice
     */
    record Second(int count, long sum) {
        static final Second NONE = new Second(0, 0);

        Second with(long hash) {
            return new Second(count + 1, sum + hash);
        }
    }

    /** The events of every second before one. */
    Map<Long, Second> before(long end) throws IOException {
        Map<Long, Second> seconds = new TreeMap<>();
        try (Stream<String> lines = Files.lines(path)) {
            lines.forEach(line -> {
                Matcher event = EVENT.matcher(line);
                if (event.find() && Long.parseLong(event.group(1)) < end) {
                    Long second = Long.valueOf(event.group(1));
                    seconds.put(
                            second, seconds.getOrDefault(second, Second.NONE).with(hash(line)));
                }
            });
        }
        return seconds;
    }

    /** Each event by itself, for who wants to know whether one is there twice. */
    Arrivals arrivals() throws IOException {
        Arrivals arrivals = new Arrivals();
        try (Stream<String> lines = Files.lines(path)) {
            lines.forEach(line -> {
                Matcher event = EVENT.matcher(line);
                if (event.find()) {
                    arrivals.add(Long.parseLong(event.group(1)), hash(line));
                }
            });
        }
        return arrivals;
    }

    /**
     * One event.
     *
     * @param second the archival second
     * @param hash   of all that is written of it
     */
    record Event(long second, long hash) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int order = Long.compare(second, other.second);
            return order == 0 ? Long.compare(hash, other.hash) : order;
        }
    }

    /** All events. */
    Counts<Event> events() throws IOException {
        Counts<Event> events = Counts.none();
        if (Files.exists(path)) {
            try (Stream<String> lines = Files.lines(path)) {
                lines.forEach(line -> {
                    Matcher event = EVENT.matcher(line);
                    if (event.find()) {
                        events.add(new Event(Long.parseLong(event.group(1)), hash(line)));
                    }
                });
            }
        }
        return events;
    }

    /** The newest second among the last events; 0 if there are none. */
    long lastSecond() throws IOException {
        if (!Files.exists(path)) {
            return 0;
        }
        return end().lines()
                .map(EVENT::matcher)
                .filter(Matcher::find)
                .mapToLong(event -> Long.parseLong(event.group(1)))
                .max()
                .orElse(0);
    }

    /** Waits until it has an event later than a second, and so all events of it; as long as it gets on. */
    void awaitMoreThan(long second) throws Exception {
        for (long at = lastSecond(); at <= second; at = lastSecond()) {
            long before = at;
            String what = path + " gets on from second " + before + ", towards " + second;
            Await.until(what, LIMIT, () -> lastSecond() > before);
        }
    }

    private String end() throws IOException {
        try (SeekableByteChannel file = Files.newByteChannel(path)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(file.size(), END_BYTES));
            file.position(file.size() - bytes.capacity());
            while (bytes.hasRemaining() && file.read(bytes) >= 0) {
                // until the end is read
            }
            return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
        }
    }

    /** FNV-1a, of 64 bits. */
    private static long hash(String line) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < line.length(); i++) {
            hash = (hash ^ line.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
