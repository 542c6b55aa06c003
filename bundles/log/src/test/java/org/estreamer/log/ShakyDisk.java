package org.estreamer.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.estreamer.log.segment.Disk;

/** A disk that does what it should until a test says otherwise. */
final class ShakyDisk implements Disk {
    volatile boolean forgets;
    /** How many more bytes it takes. */
    volatile long takes = Long.MAX_VALUE;

    volatile long usable = Long.MAX_VALUE;

    private volatile boolean lazy;

    /** For tests that begin often, and cut no power. */
    ShakyDisk lazy() {
        lazy = true;
        return this;
    }

    @Override
    public synchronized void write(RandomAccessFile file, byte[] bytes, int offset, int length) throws IOException {
        int most = (int) Math.min(length, takes);
        file.write(bytes, offset, most);
        takes -= most;
        if (most < length) {
            throw new IOException("No space left on device");
        }
    }

    @Override
    public void force(RandomAccessFile file) throws IOException {
        if (forgets) {
            throw new IOException("Input/output error");
        }
        if (!lazy) {
            Disk.REAL.force(file);
        }
    }

    @Override
    public long usable(Path folder) {
        return usable;
    }
}
