package org.estreamer.files;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** A disk that keeps in mind what it was told to have written for good: the rest is uncertain when the power fails. */
final class PowerLine implements FileOpener {
    private final Map<Path, Long> certain = new HashMap<>();

    private static final class NamedFile extends RandomAccessFile {
        private final Path name;

        NamedFile(Path path) throws IOException {
            super(path.toFile(), "rw");
            name = path.getFileName();
        }
    }

    @Override
    public RandomAccessFile open(Path path) throws IOException {
        return new NamedFile(path);
    }

    @Override
    public void force(RandomAccessFile file) throws IOException {
        certain.put(((NamedFile) file).name, file.length());
    }

    /** Leaves of a file what the disk may have of it: at its end bytes are missing, or zero. */
    void fail(Path path, Random random) throws IOException {
        long sure = certain.getOrDefault(path.getFileName(), 0L);
        long size = Files.size(path);
        if (size <= sure) {
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(random.nextLong(sure, size + 1));
            if (random.nextBoolean()) {
                file.setLength(size);
            }
        }
        if (sure == 0 && random.nextBoolean()) {
            Files.delete(path);
        }
    }
}
