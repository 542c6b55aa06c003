package org.estreamer.files;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A disk with little room: of what does not fit, the first part is written. */
final class FullDisk implements FileOpener {
    private final AtomicInteger room = new AtomicInteger();
    private final Thread owner = Thread.currentThread();
    private volatile boolean broken;
    private volatile boolean brokenForOthers;

    FullDisk(int room) {
        this.room.set(room);
    }

    void makeRoom() {
        room.set(Integer.MAX_VALUE);
    }

    /** From now on it says that it cannot write what it has taken, or no longer does. */
    void breakDown(boolean down) {
        broken = down;
    }

    /** From now on it says so to any thread but this one. */
    void breakDownForOthers() {
        brokenForOthers = true;
    }

    @Override
    public void force(RandomAccessFile file) throws IOException {
        if (broken || (brokenForOthers && Thread.currentThread() != owner)) {
            throw new IOException("Input/output error");
        }
        FileOpener.super.force(file);
    }

    @Override
    public RandomAccessFile open(Path path) throws IOException {
        return new RandomAccessFile(path.toFile(), "rw") {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                int fits = Math.min(room.get(), length);
                super.write(bytes, offset, fits);
                room.addAndGet(-fits);
                if (fits < length) {
                    throw new IOException("No space left on device");
                }
            }
        };
    }
}
