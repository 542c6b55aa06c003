package org.estreamer.deployer.folders;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The folders plugins are dropped into, and the names under which the framework knows what lies in them. */
public final class PluginFolders {
    /**
     * Before a file's name, the location of its bundle. FileInstall takes a bundle for its own if it finds the path of
     * a file it watches in the bundle's location, and would then start and uninstall it behind our back; so the
     * folder comes last.
     */
    private static final String SCHEME = "estreamer-plugin";

    private static final String IN = "?in=";

    private final List<File> folders;

    public PluginFolders(List<File> folders) {
        this.folders = List.copyOf(folders);
    }

    /**
     * Finds the folders in {@code estreamer.plugins} (separated by commas; empty for none), else takes {@code plugins} in
     * the Karaf base or the working folder.
     *
     * @param properties the framework properties
     */
    public static PluginFolders from(UnaryOperator<String> properties) {
        String names = properties.apply("estreamer.plugins");
        if (names == null) {
            return new PluginFolders(List.of(new File(properties.apply("karaf.base"), "plugins")));
        }
        return new PluginFolders(Arrays.stream(names.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(File::new)
                .toList());
    }

    /** The folders that are not there yet are made, so that something can be put into them. */
    public void create() throws IOException {
        for (File folder : folders) {
            Files.createDirectories(folder.toPath());
        }
    }

    /**
     * The files that lie in the folders now. A folder that is not there holds none.
     *
     * @throws UncheckedIOException if a folder cannot be read, so that nobody knows
     */
    List<File> files() {
        List<File> files = new ArrayList<>();
        for (File folder : folders) {
            if (Files.notExists(folder.toPath())) {
                continue; // whoever removes the folder removes the plugins
            }
            try (DirectoryStream<Path> content = Files.newDirectoryStream(folder.toPath(), Files::isRegularFile)) {
                content.forEach(file -> files.add(canonical(file.toFile())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (DirectoryIteratorException e) {
                throw new UncheckedIOException(e.getCause());
            }
        }
        Collections.sort(files);
        return files;
    }

    /** Whether it is a jar's name directly inside one of the folders; the file need not be there any more. */
    public boolean holdJar(File file) {
        return isJarName(file.getName()) && hold(file);
    }

    /** Whether the path is directly inside one of the folders. Links to folders are followed, a link as the file not. */
    public boolean hold(File file) {
        try {
            File parent = file.getAbsoluteFile().getParentFile();
            if (parent == null) {
                return false;
            }
            File canonical = parent.getCanonicalFile();
            for (File folder : folders) {
                if (folder.getCanonicalFile().equals(canonical)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            // a folder that cannot be named is none of ours
            return false;
        }
    }

    /** One name for a file, whatever way led to it. */
    public static File canonical(File file) {
        File absolute = file.getAbsoluteFile();
        try {
            return new File(absolute.getParentFile().getCanonicalFile(), absolute.getName());
        } catch (IOException e) {
            return absolute;
        }
    }

    /** The location of the bundle that is installed from a file. */
    public static String location(File file) {
        File canonical = canonical(file);
        try {
            return new URI(SCHEME, canonical.getName() + IN + canonical.getParent(), null).toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(file + " cannot be written as a location", e);
        }
    }

    /** The file a bundle of ours was installed from: {@link #location} backwards. */
    public static File file(String location) {
        String[] nameAndFolder = URI.create(location).getSchemeSpecificPart().split(Pattern.quote(IN), 2);
        return new File(nameAndFolder[1], nameAndFolder[0]);
    }

    /** Whether a bundle was installed by us. */
    public static boolean isPluginLocation(String location) {
        return location.startsWith(SCHEME + ":");
    }

    /** The file or folder another installer names as a bundle's origin, if the location names one. */
    public static Optional<File> origin(String location) {
        if (location.startsWith("jardir:")) {
            return Optional.of(new File(location.substring("jardir:".length())));
        }
        if (!location.startsWith("file:")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new File(URI.create(location)));
        } catch (IllegalArgumentException e) {
            return Optional.of(new File(location.substring("file:".length())));
        }
    }

    static boolean isJarName(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".jar");
    }

    @Override
    public String toString() {
        return folders.toString();
    }
}
