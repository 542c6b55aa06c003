package org.estreamer.shell;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * The folders an operator works with.
 *
 * @param etc     configuration files
 * @param data    what the program writes
 * @param plugins where plugin jars are dropped: the first of the plugin folders
 */
record Folders(Path etc, Path data, Path plugins) {

    /** Finds them by framework property, as the launcher sets it, or as Karaf does. */
    static Folders from(UnaryOperator<String> property) {
        return new Folders(
                folder(property, "estreamer.etc", "karaf.etc", "", "etc"),
                folder(property, "estreamer.data", "karaf.data", "estreamer", "data"),
                folder(property, "estreamer.plugins", "karaf.base", "plugins", "plugins"));
    }

    private static Path folder(UnaryOperator<String> property, String own, String karaf, String below, String last) {
        String folder = property.apply(own);
        if (folder == null && property.apply(karaf) != null) {
            folder = Path.of(property.apply(karaf), below).toString();
        }
        String first = folder == null ? last : folder.split(",", 2)[0];
        return Path.of(first).toAbsolutePath().normalize();
    }
}
