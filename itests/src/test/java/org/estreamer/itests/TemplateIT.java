package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever copies the template as its page says has a plugin with a test that runs. */
class TemplateIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path MAVEN = Path.of(System.getProperty("estreamer.maven"), "bin", "mvn");
    private static final Path REPOSITORY = Path.of(System.getProperty("estreamer.repository"));
    private static final String VERSION = "1.0.0-SNAPSHOT";

    @TempDir
    Path temp;

    @Test
    void shouldBuildWhereItIsCopiedAndRunItsTest() throws Exception {
        Path copy = temp.resolve("myplugin");
        copy(ROOT.resolve("plugins/print"), copy);
        Path pom = copy.resolve("pom.xml");
        Files.move(copy.resolve("template/pom.xml"), pom, StandardCopyOption.REPLACE_EXISTING);
        rename(copy);

        String told = build(copy);
        assertTrue(told.contains("Tests run: 2, Failures: 0, Errors: 0, Skipped: 0"), told);
        try (JarFile jar = new JarFile(
                copy.resolve("target/com.example.myplugin-1.0.0.jar").toFile())) {
            Attributes headers = jar.getManifest().getMainAttributes();
            assertEquals("com.example.myplugin", headers.getValue("Bundle-SymbolicName"));
            assertEquals("OSGI-INF/print.xml", headers.getValue("Service-Component"));
        }
    }

    /** As a newcomer does: other names for the package and its folders. */
    private static void rename(Path copy) throws IOException {
        for (String tree : List.of("src/main/java/", "src/test/java/")) {
            Path to = copy.resolve(tree + "com/example/myplugin");
            Files.createDirectories(to.getParent());
            Files.move(copy.resolve(tree + "org/estreamer/plugin/print"), to);
        }
        try (Stream<Path> sources = Files.walk(copy.resolve("src"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Files.writeString(
                        source, Files.readString(source).replace("org.estreamer.plugin.print", "com.example.myplugin"));
            }
        }
    }

    private String build(Path copy) throws Exception {
        Path log = temp.resolve("build.log");
        Process maven = new ProcessBuilder(
                        MAVEN.toString(), "--batch-mode", "--offline", "-Dmaven.repo.local=" + repository(), "package")
                .directory(copy.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertTrue(maven.waitFor(5, TimeUnit.MINUTES), "Maven has not ended");
        } finally {
            maven.destroyForcibly();
        }
        String told = Files.readString(log);
        assertEquals(0, maven.exitValue(), told);
        return told;
    }

    /** What is known to Maven here, and the project's own artifacts as if they were installed. */
    private Path repository() throws IOException {
        Path repository = temp.resolve("repository");
        link(REPOSITORY, repository, "org");
        link(REPOSITORY.resolve("org"), repository.resolve("org"), "estreamer");
        Path own = repository.resolve("org/estreamer");
        install(own, "estreamer", ROOT.resolve("pom.xml"), null);
        for (String bundle : List.of("api", "files", "codec")) {
            String name = "org.estreamer." + bundle;
            install(own, name, ROOT.resolve("bundles/" + bundle + "/pom.xml"), Distribution.bundle(name));
        }
        return repository;
    }

    private static void install(Path own, String name, Path pom, Path jar) throws IOException {
        Path folder = Files.createDirectories(own.resolve(name + "/" + VERSION));
        Files.copy(pom, folder.resolve(name + "-" + VERSION + ".pom"));
        if (jar != null) {
            Files.copy(jar, folder.resolve(name + "-" + VERSION + ".jar"));
        }
    }

    private static void link(Path from, Path to, String except) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                if (!entry.endsWith(except)) {
                    Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(path -> !path.startsWith(from.resolve("target")))
                    .toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
