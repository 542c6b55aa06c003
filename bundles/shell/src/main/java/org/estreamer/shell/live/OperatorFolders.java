package org.estreamer.shell.live;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.estreamer.files.Folders;

/**
 * The folders an operator works with.
 *
 * @param etc     configuration files
 * @param data    what the program writes
 * @param plugins where plugin jars are dropped: the first of the plugin folders
 */
public record OperatorFolders(Path etc, Path data, Path plugins) {

    /** Finds them by framework property, as the launcher sets it, or as Karaf does. */
    public static OperatorFolders from(UnaryOperator<String> property) {
        return new OperatorFolders(Folders.etc(property), Folders.data(property), plugins(property));
    }

    private static Path plugins(UnaryOperator<String> property) {
        String own = property.apply("estreamer.plugins");
        String karaf = property.apply("karaf.base");
        Path folder = own != null
                ? Path.of(own.split(",", 2)[0])
                : karaf != null ? Path.of(karaf, "plugins") : Path.of("plugins");
        return folder.toAbsolutePath().normalize();
    }
}
