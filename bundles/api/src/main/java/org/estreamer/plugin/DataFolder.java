package org.estreamer.plugin;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Where plugins put their files. */
public final class DataFolder {
    private DataFolder() {}

    /**
     * Finds the place of a file or folder that a setting names.
     *
     * @param property how to read a framework property, usually {@code bundleContext::getProperty}
     * @param name     absolute, or relative to the data folder: {@code estreamer.data}, else {@code estreamer} in Karaf's
     *                 data folder, else {@code data} in the working directory
     * @return the absolute path
     */
    public static Path resolve(UnaryOperator<String> property, String name) {
        String own = property.apply("estreamer.data");
        String karaf = property.apply("karaf.data");
        Path folder = own != null ? Path.of(own) : karaf != null ? Path.of(karaf, "estreamer") : Path.of("data");
        return folder.resolve(name).toAbsolutePath().normalize();
    }

    /**
     * Makes a folder, and those above it, if it is not there, so that only its owner can read it. It then
     * outlives a power cut.
     *
     * @param folder where
     * @throws IOException if it cannot be made
     */
    public static void make(Path folder) throws IOException {
        Owner.createFolders(folder);
    }

    /**
     * Opens a file to append to. It and its folders are made if they are not there, so that only their owner can read
     * them.
     *
     * @param file where
     * @return the stream, not buffered
     * @throws IOException if it cannot be opened
     */
    public static OutputStream append(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Owner.createFolders(absolute.getParent());
        Owner.createFile(absolute);
        return new FileOutputStream(absolute.toFile(), true);
    }
}
