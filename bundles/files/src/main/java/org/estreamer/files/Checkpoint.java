package org.estreamer.files;

import java.util.List;
import java.util.Map;

/**
 * What was true of some output at one moment.
 *
 * @param marks     how long its files were: first the one being written when the positions were taken, then those begun
 *                  since, with the length they had before
 * @param positions how far each server was
 */
record Checkpoint(List<Mark> marks, Map<String, byte[]> positions) {
    static final Checkpoint NONE = new Checkpoint(List.of(), Map.of());

    Checkpoint {
        marks = List.copyOf(marks);
        positions = Map.copyOf(positions);
    }

    /**
     * The end of a file.
     *
     * @param file   its name
     * @param length bytes
     */
    record Mark(String file, long length) {}
}
