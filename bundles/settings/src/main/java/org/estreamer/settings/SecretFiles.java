package org.estreamer.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The files whose content takes the place of {@code $[secret:NAME]} in a configuration: {@code secrets/NAME} in the folder of
 * configurations, the same alone and in a container, and behind that where the container itself looks for them.
 */
public final class SecretFiles {
    private static final String OF_CONTAINER = "org.apache.felix.configadmin.plugin.interpolation.secretsdir";

    private final List<Path> folders = new ArrayList<>();

    /**
     * Finds the folders.
     *
     * @param frameworkProperty gives a framework property, or null; {@code estreamer.etc} or {@code karaf.etc} is the folder of
     *                          configurations
     */
    public SecretFiles(UnaryOperator<String> frameworkProperty) {
        String own = frameworkProperty.apply("estreamer.etc");
        String etc = own == null || own.isBlank() ? frameworkProperty.apply("karaf.etc") : own;
        add((etc == null || etc.isBlank() ? "etc" : etc.strip()) + "/secrets");
        String others = frameworkProperty.apply(OF_CONTAINER);
        for (String other : others == null ? new String[0] : others.split(",", -1)) {
            add(other.strip());
        }
    }

    private void add(String folder) {
        Path path = Path.of(folder).toAbsolutePath().normalize();
        if (!folder.isEmpty() && !folders.contains(path)) {
            folders.add(path);
        }
    }

    /** The folder that an operator puts secrets into, which need not be there. */
    public Path folder() {
        return folders.get(0);
    }

    /**
     * Finds the file of a secret.
     *
     * @param name as it stands in the placeholder
     * @return the file; empty if there is none, or the name leads out of its folder
     */
    public Optional<Path> file(String name) {
        try {
            return folders.stream()
                    .filter(folder -> folder.resolve(name).normalize().startsWith(folder))
                    .map(folder -> folder.resolve(name).normalize())
                    .filter(Files::isRegularFile)
                    .findFirst();
        } catch (InvalidPathException e) {
            return Optional.empty(); // no file can have that name
        }
    }

    /**
     * Reads a secret.
     *
     * @param name as it stands in the placeholder
     * @return its file's text without the blanks around it; empty if there is none that can be read, so that the placeholder stays
     *         and whoever is configured complains of it
     */
    public Optional<String> content(String name) {
        Optional<Path> file = file(name);
        try {
            return file.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new String(Files.readAllBytes(file.get()), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
