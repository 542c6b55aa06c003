package org.estreamer.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How far a client has come, in records or in what it writes of them. */
interface Progress {
    /**
     * A moment.
     *
     * @param nanos when, by the monotonic clock that all processes share
     * @param units how far
     */
    record Point(long nanos, long units) {}

    Point now() throws IOException;

    /** How many units a record is, between two moments. */
    double unitsPerRecord(Point from, Point to) throws IOException;

    /** As a {@code CountFile} tells; nothing yet where there is none. */
    static Progress counted(Path file) {
        return new Progress() {
            @Override
            public Point now() throws IOException {
                if (!Files.exists(file)) {
                    return new Point(System.nanoTime(), 0);
                }
                String[] words = Files.readString(file).split(" ");
                return new Point(Long.parseLong(words[0]), Long.parseLong(words[1]));
            }

            @Override
            public double unitsPerRecord(Point from, Point to) {
                return 1;
            }
        };
    }
}
