package org.estreamer.itests.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.locks.LockSupport;
import org.estreamer.plugin.Plugin;
import org.estreamer.record.Record;

/** Counts records, and keeps the count in a file so that a test outside the framework can see it. */
public final class TallyPlugin implements Plugin {
    private final Path file;
    private final Path fresh;
    private final long pauseNanos;
    private final int wildBytes;
    private long count;

    /**
     * Makes a plugin.
     *
     * @param file       where the count goes
     * @param pauseNanos how long to take for a record
     * @param wildBytes  how much memory to ask for at every record
     */
    public TallyPlugin(Path file, long pauseNanos, int wildBytes) {
        this.file = file;
        this.fresh = file.resolveSibling(file.getFileName() + ".new");
        this.pauseNanos = pauseNanos;
        this.wildBytes = wildBytes;
    }

    @Override
    public void onRecord(Record record) throws IOException {
        if (pauseNanos > 0) {
            LockSupport.parkNanos(pauseNanos);
        }
        if (new byte[wildBytes].length == wildBytes) {
            count++;
        }
        if (count % 1000 == 1) {
            write();
        }
    }

    @Override
    public void onIdle() throws IOException {
        write();
    }

    /** In one step: who looks meanwhile must not see half a number. */
    private void write() throws IOException {
        Files.writeString(fresh, Long.toString(count));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
