package org.estreamer.log.server;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.estreamer.log.resume.DigestFile;
import org.estreamer.log.resume.StreamTime;
import org.estreamer.pipeline.message.MessageCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What outlives a segment: the digests of the records in it that the server may still repeat.
 *
 * <pre>
 *                       an hour                  window
 *   ----------+----------------------------+------------------+----&gt; archival seconds
 *     forgotten          kept            resume point      watermark
 * </pre>
 */
final class KeptDigests {
    private static final Logger LOG = LoggerFactory.getLogger(KeptDigests.class);

    /** Only a minute of the server's time makes a difference. */
    private static final long STEP_SECONDS = 60;

    private final ServerLog log;
    private final Path folder;
    private final MessageCodec codec;
    /** For the upkeep's thread. */
    private long keptFrom;

    KeptDigests(ServerLog log, Path folder, MessageCodec codec) {
        this.log = log;
        this.folder = folder;
        this.codec = codec;
    }

    /** What the server may repeat at the most is not older; 0 where it has no time. */
    long oldestThatMatters() {
        return log.locked((held, time) -> time.watermark() == 0 ? 0 : Math.max(1, time.resume() - StreamTime.HOUR));
    }

    /**
     * Keeps those of a segment that is about to go. One that somebody has deleted, or that cannot be read, must not stay in the way of
     * the others.
     *
     * @param from the oldest second that matters
     */
    void keep(Segment segment, long from) throws IOException {
        if (from == 0 || segment.newestSecond < from) {
            return;
        }
        try {
            DigestFile.keep(segment.path, codec, segment.next, from);
        } catch (NoSuchFileException | StreamCorruptedException e) {
            LOG.error(
                    "The log of server {} has a damaged segment, which is let go of: {}: {}. Should the server repeat"
                            + " what was in it, that comes twice",
                    log.server(),
                    segment.path,
                    e.getMessage());
        }
    }

    /** Deletes those that are not repeated any more. For the upkeep's thread, without the lock. */
    void forget() throws IOException {
        long from = oldestThatMatters();
        if (from - keptFrom < STEP_SECONDS) {
            return;
        }
        keptFrom = from;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(DigestFile::isOne).toList()) {
                forgetIfOld(file, from);
            }
        }
    }

    private static void forgetIfOld(Path file, long from) throws IOException {
        try {
            if (new DigestFile(file).newest() < from) {
                Files.deleteIfExists(file);
            }
        } catch (StreamCorruptedException e) {
            DigestFile.setAside(file, e);
        }
    }
}
