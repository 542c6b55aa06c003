package org.estreamer.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Tells whether output could be written, without writing any: for the check of a configuration that may be in use. */
public final class OutputPlace {
    private OutputPlace() {}

    /**
     * Looks at the folder of an output.
     *
     * @param folder where its files are to be; need not be there
     * @param access who is to read them
     * @return what keeps a file from being made there, and what to do; empty if nothing does as far as that can be seen
     */
    public static Optional<String> obstacle(Path folder, FileAccess access) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there)) {
            return Optional.of(there + " is no folder: name another place");
        }
        if (!Files.isWritable(there) || !Files.isExecutable(there)) {
            return Optional.of("the user of this process may not write to the folder " + there
                    + ": let that user, or name another place");
        }
        return groupObstacle(there, access);
    }

    private static Optional<String> groupObstacle(Path folder, FileAccess access) {
        try {
            access.requireGroup(folder);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(FileFailure.reason(e));
        } catch (UnsupportedOperationException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Looks at an output that is one file.
     *
     * @param file   need not be there
     * @param access who is to read it
     * @return what keeps it from being written, and what to do; empty if nothing does as far as that can be seen
     */
    public static Optional<String> fileObstacle(Path file, FileAccess access) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return Optional.of(file + " is no file: name another one");
        }
        if (Files.exists(file) && !Files.isWritable(file)) {
            return Optional.of(
                    "the user of this process may not write to " + file + ": let that user, or name another one");
        }
        return obstacle(file.toAbsolutePath().getParent(), access);
    }
}
