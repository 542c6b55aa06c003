package org.estreamer.log.resume;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.estreamer.files.OwnerFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file for digests that find no room in memory. It is deleted when it is closed; the next start deletes what a crash leaves.
 * For one thread.
 */
final class SpillFile implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(SpillFile.class);

    /** As many as a page of the disk has. */
    private static final int PAGE = 512;

    private final Path path;
    private RandomAccessFile file;
    private long size;
    /** What was read last, and where it stands. */
    private final byte[] page = new byte[PAGE * Long.BYTES];

    private long pageAt = -1;

    SpillFile(Path path) {
        this.path = path;
    }

    Runs begin() throws IOException {
        if (file == null) {
            OwnerFiles.createFile(path);
            file = new RandomAccessFile(path.toFile(), "rw");
            file.setLength(0);
        }
        return new Runs(size);
    }

    @Override
    public void close() {
        if (file == null) {
            return;
        }
        try {
            file.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("{} is not needed any more, but cannot be deleted: {}", path, e.toString());
        }
    }

    /** Sorted digests, one run behind the other; of each page the first one stays in memory. */
    final class Runs {
        private final long start;
        private long[] fences = new long[16];
        private int count;

        private Runs(long start) {
            this.start = start;
        }

        int size() {
            return count;
        }

        /** Adds a run; nothing else may have been begun since. */
        void append(long[] digests, int length) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(length * Long.BYTES);
            for (int i = 0; i < length; i++, count++) {
                bytes.putLong(digests[i]);
                if (count % PAGE == 0) {
                    fence(count / PAGE, digests[i]);
                }
            }
            pageAt = -1;
            file.seek(size);
            file.write(bytes.array());
            size += bytes.capacity();
        }

        private void fence(int index, long digest) {
            if (index == fences.length) {
                fences = Arrays.copyOf(fences, 2 * index);
            }
            fences[index] = digest;
        }

        long at(int index) throws IOException {
            long wanted = start + (long) (index / PAGE) * page.length;
            if (wanted != pageAt) {
                file.seek(wanted);
                file.readFully(page, 0, (int) Math.min(page.length, size - wanted));
                pageAt = wanted;
            }
            return ByteBuffer.wrap(page).getLong(index % PAGE * Long.BYTES);
        }

        /** The first place from low to high at which a digest is not smaller. */
        int lowerBound(int from, int to, long digest) throws IOException {
            int low = from;
            int high = to;
            // pages whose first digest is inside the run can be told by their fence
            int lowPage = (from + PAGE - 1) / PAGE;
            int highPage = (to + PAGE - 1) / PAGE;
            while (lowPage < highPage) {
                int middle = (lowPage + highPage) >>> 1;
                if (fences[middle] < digest) {
                    low = middle * PAGE + 1;
                    lowPage = middle + 1;
                } else {
                    high = middle * PAGE;
                    highPage = middle;
                }
            }
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (at(middle) < digest) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }
}
