package org.estreamer.pipeline.log;

import java.util.List;

/**
 * What a look at every batch of a log has found.
 *
 * @param segments how many files or partitions there are
 * @param batches  how many batches are sound
 * @param records  how many records are in them
 * @param bytes    how many bytes they take
 * @param problems what is damaged, a sentence each; empty if nothing is
 */
public record LogCheck(int segments, long batches, long records, long bytes, List<String> problems) {
    /** Keeps the list unchangeable. */
    public LogCheck {
        problems = List.copyOf(problems);
    }
}
