package org.estreamer.settings;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The folder of configuration files, looked at for those that their reader gives up on. Of such a file no configuration is
 * made, or the one it was stays as it is: so whoever asks for configurations does not hear of it.
 */
public final class ConfigurationFolder {
    private static final String FILES = "org.estreamer*.cfg";

    private ConfigurationFolder() {}

    /**
     * Looks for files that cannot be read.
     *
     * @param etc the folder; none where it is not there
     * @return the name of each such file with what is wrong, and what to do
     */
    public static Map<String, String> unreadable(Path etc) {
        Map<String, String> unreadable = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(etc, FILES)) {
            for (Path file : files) {
                fault(file).ifPresent(fault -> unreadable.put(file.getFileName().toString(), fault));
            }
        } catch (IOException | DirectoryIteratorException e) {
            return unreadable; // without such a folder there are no such files
        }
        return unreadable;
    }

    private static Optional<String> fault(Path file) {
        if (Files.isDirectory(file)) {
            return Optional.empty(); // nobody takes it for a configuration
        }
        try {
            return ConfigurationFile.brokenEscape(Files.readAllBytes(file))
                    .map(line -> "it is not read: in line " + line + " stands \\u, which begins a character of four hex"
                            + " digits; write \\\\ for a backslash");
        } catch (AccessDeniedException e) {
            return Optional.of(
                    "it is not read: the user that runs this may not read it; change its owner or its rights");
        } catch (NoSuchFileException e) {
            return Files.isSymbolicLink(file)
                    ? Optional.of("it is not read: the link leads to no file; correct or remove it")
                    : Optional.empty(); // it has gone just now
        } catch (IOException e) {
            return Optional.of("it is not read: " + e.getMessage());
        }
    }
}
