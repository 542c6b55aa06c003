package org.estreamer.bench.plugin;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Publishes a count in a file ten times a second, so that counting costs the one who counts next to nothing. */
public final class CountFile implements Closeable {
    private static final int PERIOD_MILLIS = 100;
    private static final int CLOSE_SECONDS = 5;

    private final Path file;
    private final Path fresh;
    private final LongSupplier count;
    private final ScheduledExecutorService publisher;

    /**
     * Begins to publish.
     *
     * @param file  where the count goes
     * @param count asked on a thread of its own
     */
    public CountFile(Path file, LongSupplier count) {
        this.file = file;
        this.fresh = file.resolveSibling(file.getFileName() + ".new");
        this.count = count;
        this.publisher = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "count of " + file.getFileName());
            thread.setDaemon(true);
            return thread;
        });
        publisher.scheduleAtFixedRate(this::publish, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** In one step: who looks meanwhile must not see half a number. */
    private void publish() {
        try {
            Files.writeString(fresh, System.nanoTime() + " " + count.getAsLong());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the file: a count without the one who counts would be taken for the one of a successor. */
    @Override
    public void close() throws IOException {
        publisher.shutdown();
        try {
            if (!publisher.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(file + " is still being written after " + CLOSE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + file + " was written");
        }
        Files.deleteIfExists(file);
    }
}
