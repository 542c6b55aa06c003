package org.estreamer.dispatcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The positions that earlier versions kept in files. */
final class EarlierPositions {
    private EarlierPositions() {}

    /**
     * Looks for them.
     *
     * @param data the data folder
     * @return what an operator should know; empty if there are none
     */
    static Optional<String> warning(Path data) {
        Path folder = data.resolve("positions");
        return Files.isDirectory(folder)
                ? Optional.of(
                        "The folder " + folder + " is of an earlier version and not read any more: plugins that keep"
                                + " no positions themselves begin at the places that the log keeps for them. Delete it")
                : Optional.empty();
    }
}
