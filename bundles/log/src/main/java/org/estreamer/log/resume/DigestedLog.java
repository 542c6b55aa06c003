package org.estreamer.log.resume;

import java.nio.file.Path;
import java.util.function.Predicate;
import org.estreamer.pipeline.message.MessageCodec;

/**
 * The log whose records a server may repeat.
 *
 * @param server whose log it is
 * @param codec  makes records of bytes
 * @param has    whether a segment is still in it; else it was let go of
 */
public record DigestedLog(String server, MessageCodec codec, Predicate<Path> has) {
    boolean has(Path segment) {
        return has.test(segment);
    }
}
