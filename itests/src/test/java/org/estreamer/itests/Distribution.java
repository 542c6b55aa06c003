package org.estreamer.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The built distribution, and what its folders hold. */
final class Distribution {
    static final Path HOME = Path.of(System.getProperty("estreamer.distribution"))
            .toAbsolutePath()
            .normalize();

    private Distribution() {}

    /** Every bundle of the project: the ones that start with the framework, and the plugins. */
    static List<Path> ownBundles() throws IOException {
        try (Stream<Path> files = Files.walk(HOME)) {
            return files.filter(file -> file.getFileName().toString().matches("org\\.estreamer\\..*\\.jar"))
                    .sorted()
                    .toList();
        }
    }

    /** The jar of one of the project's bundles. */
    static Path bundle(String symbolicName) throws IOException {
        return ownBundles().stream()
                .filter(file ->
                        file.getFileName().toString().matches(symbolicName.replace(".", "\\.") + "(-[0-9].*)?\\.jar"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no jar of " + symbolicName + " in " + HOME));
    }
}
