package org.estreamer.files;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Where files are: found by framework properties, as the launcher sets them, or as Karaf does. */
public final class Folders {
    /** They may run beside the process that has the data folder. */
    private static final Set<String> LOOKING = Set.of("check", "decode", "trust");

    private Folders() {}

    /**
     * Tells whether this process only looks: it is one of the launcher's commands that may run beside the process that has the
     * data folder, and so must leave alone what is in there.
     *
     * @param property how to read a framework property, usually {@code bundleContext::getProperty}
     * @return false where records are received and given out
     */
    public static boolean onlyLooks(UnaryOperator<String> property) {
        return LOOKING.contains(String.valueOf(property.apply("estreamer.command")));
    }

    /**
     * Finds the folder for what outlives a restart.
     *
     * @param property how to read a framework property, usually {@code bundleContext::getProperty}
     * @return {@code estreamer.data}, else {@code estreamer} in Karaf's data folder, else {@code data} in the working
     *         directory; the absolute path
     */
    public static Path data(UnaryOperator<String> property) {
        return find(property, "estreamer.data", "karaf.data", "estreamer", "data");
    }

    /**
     * Finds the folder of configuration files.
     *
     * @param property how to read a framework property, usually {@code bundleContext::getProperty}
     * @return {@code estreamer.etc}, else Karaf's etc folder, else {@code etc} in the working directory; the absolute
     *         path
     */
    public static Path etc(UnaryOperator<String> property) {
        return find(property, "estreamer.etc", "karaf.etc", "", "etc");
    }

    /**
     * Finds the place of a file or folder that a setting names.
     *
     * @param property how to read a framework property, usually {@code bundleContext::getProperty}
     * @param name     absolute, or relative to the {@link #data} folder
     * @return the absolute path
     */
    public static Path resolve(UnaryOperator<String> property, String name) {
        return data(property).resolve(name).normalize();
    }

    private static Path find(UnaryOperator<String> property, String own, String karaf, String below, String last) {
        Path folder = has(property, own)
                ? Path.of(property.apply(own).strip())
                : has(property, karaf) ? Path.of(property.apply(karaf).strip(), below) : Path.of(last);
        return folder.toAbsolutePath().normalize();
    }

    private static boolean has(UnaryOperator<String> property, String name) {
        String value = property.apply(name);
        return value != null && !value.isBlank();
    }
}
