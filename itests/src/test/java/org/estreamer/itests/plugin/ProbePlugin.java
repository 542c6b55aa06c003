package org.estreamer.itests.plugin;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.estreamer.plugin.Plugin;
import org.estreamer.plugin.UnavailableException;
import org.estreamer.record.Record;

/**
 * Writes down the second and the digest of every record, and behaves as a file says that a test writes: so that a test outside
 * of the framework can make it hang, wait or be slow, and see what it got and how late.
 */
public final class ProbePlugin implements Plugin {
    private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();
    private static final long SLOW_NANOS = Duration.ofMillis(1).toNanos();

    private final Path mode;
    private final Path waited;
    private final Path fresh;
    private final DataOutputStream arrivals;
    private String behaviour = "";
    private long lookedAt;
    private long tookAt;
    private long longest;

    /**
     * Makes a plugin.
     *
     * @param folder where its files are: {@code NAME.mode} is read, {@code NAME.arrivals} and {@code NAME.waited} are written
     * @param name   the first part of their names
     */
    public ProbePlugin(Path folder, String name) throws IOException {
        mode = folder.resolve(name + ".mode");
        waited = folder.resolve(name + ".waited");
        fresh = folder.resolve(name + ".new");
        arrivals = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(
                folder.resolve(name + ".arrivals"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)));
        lookedAt = System.nanoTime() - LOOK_NANOS;
    }

    @Override
    public void onRecord(Record record) throws IOException, InterruptedException, UnavailableException {
        if (System.nanoTime() - lookedAt >= LOOK_NANOS) {
            look();
        }
        switch (behaviour) {
            case "hang" -> hang();
            case "wait" -> throw new UnavailableException("the test does not want it to take anything");
            case "slow" -> LockSupport.parkNanos(SLOW_NANOS);
            case "measure" -> measure();
            default -> tookAt = 0;
        }
        arrivals.writeLong(record.archiveTimestamp());
        arrivals.writeLong(record.digest());
    }

    private void look() throws IOException {
        lookedAt = System.nanoTime();
        behaviour = Files.exists(mode) ? Files.readString(mode) : "";
        arrivals.flush();
    }

    private void hang() throws InterruptedException, IOException {
        while (behaviour.equals("hang")) {
            LockSupport.parkNanos(LOOK_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException("it was told to end");
            }
            look();
        }
    }

    /** How long it had to wait for the next record. */
    private void measure() throws IOException {
        long now = System.nanoTime();
        long wait = tookAt == 0 ? 0 : now - tookAt;
        tookAt = now;
        if (wait >= longest) {
            longest = wait;
            // in one step: who looks meanwhile must not see half a number
            Files.writeString(fresh, Long.toString(Duration.ofNanos(wait).toMillis()));
            Files.move(fresh, waited, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void onIdle() throws IOException {
        look();
    }

    /** After the last call. */
    public void close() throws IOException {
        arrivals.close();
    }
}
