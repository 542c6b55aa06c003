package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.estreamer.itests.plugin.MarkActivator;
import org.estreamer.itests.plugin.MarkPlugin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin gate in a Karaf that no test is inside of: what Karaf's own ways of installing bring in. */
class KarafGateIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path home;

    private Path marks;
    private Path jars;

    @BeforeEach
    void makeFolders() throws IOException {
        marks = Files.createDirectories(home.resolve("marks"));
        jars = Files.createDirectories(home.resolve("jars"));
    }

    @Test
    void shouldLetPluginsInByTheirSignatureOnlyWhateverInstallsThem() throws Exception {
        TestAuthority.Party publisher = new TestAuthority("authority").issue("publisher");
        try (KarafProcess karaf = new KarafProcess(home.resolve("karaf"))) {
            karaf.add("custom.system.properties", "estreamer.tally = " + marks);
            Files.copy(
                    Path.of(System.getProperty("estreamer.kar")),
                    karaf.folder("deploy").resolve("estreamer.kar"));
            karaf.start();
            karaf.awaitAnswer("feature:list", "estreamer-all");
            karaf.run("feature:install estreamer");
            karaf.run("bundle:install -s " + plugin("cached").toUri());
            awaitMarks("the gate is open", karaf, "cached");
            karaf.stop();

            Files.delete(marks.resolve("cached"));
            karaf.add(
                    "org.estreamer.deployer.cfg",
                    "plugins.trust = signed\nplugins.keyStore = "
                            + publisher.writeCertificate(home.resolve("publisher.pem")));
            karaf.start();
            awaitRefusal(karaf, "cached");
            installs(karaf);
            SignedJar.drop(karaf.folder("plugins"), plugin("signed"), publisher);
            karaf.awaitAnswer("estreamer:plugins", "signed +1\\.0\\.0 .* active");
            PluginJar.dropStranger(karaf.folder("deploy"), "stranger", List.of(MarkActivator.class));
            awaitMarks("what was let in and what is not ours, nothing else", karaf, "signed", "stranger");
        }
    }

    /** By the folder that Karaf watches, by its console and by a feature. */
    private void installs(KarafProcess karaf) throws Exception {
        Files.copy(plugin("dropped"), karaf.folder("deploy").resolve("dropped.jar"));
        awaitRefusal(karaf, "dropped");
        karaf.run("bundle:install -s " + plugin("typed").toUri());
        awaitRefusal(karaf, "typed");
        Path feature = Files.writeString(
                home.resolve("features.xml"),
                "<features name='featured' xmlns='http://karaf.apache.org/xmlns/features/v1.6.0'>"
                        + "<feature name='featured' version='1'><bundle>"
                        + plugin("featured").toUri()
                        + "</bundle></feature></features>");
        karaf.run("feature:repo-add " + feature.toUri() + "; feature:install featured");
        awaitRefusal(karaf, "featured");
    }

    /** One line names the bundle and the reason, and the bundle is not there. */
    private static void awaitRefusal(KarafProcess karaf, String bundle) throws Exception {
        String line =
                "Bundle " + bundle + " 1\\.0\\.0 was installed from .* and is uninstalled: plugins are let in by their"
                        + " signature only.*";
        Await.until(
                karaf::everything, LIMIT, () -> karaf.everything().lines().anyMatch(told -> told.matches(".*" + line)));
        String bundles = karaf.run("bundle:list -t 0 -s");
        assertTrue(bundles.contains("org.estreamer.deployer"), bundles);
        assertTrue(bundles.lines().noneMatch(row -> row.endsWith(" " + bundle)), bundles);
    }

    private void awaitMarks(String what, KarafProcess karaf, String... bundles) throws Exception {
        Await.until(
                () -> what + ": " + marks() + "\n" + karaf.everything(),
                LIMIT,
                () -> marks().containsAll(Set.of(bundles)));
        assertEquals(Set.of(bundles), marks(), what);
    }

    private Set<String> marks() {
        try (Stream<Path> files = Files.list(marks)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path plugin(String name) throws IOException {
        return PluginJar.drop(jars, name + ".jar", "1.0.0", name, List.of(MarkPlugin.class, MarkActivator.class));
    }
}
