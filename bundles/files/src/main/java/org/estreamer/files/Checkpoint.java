package org.estreamer.files;

import java.util.List;
import java.util.Map;

/**
 * What was true of some output at one moment.
 *
 * @param marks     how long its files were: first the one being written when the positions were taken, then those begun
 *                  or emptied since, with the length they had before
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
     * @param inode  its number in the file system; 0 where there are none
     * @param print  a digest of the last bytes before the end
     */
    record Mark(String file, long length, long inode, long print) {}
}
