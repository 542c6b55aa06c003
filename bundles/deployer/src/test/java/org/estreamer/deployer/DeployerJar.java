package org.estreamer.deployer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The module's own bundle, put together from what the build has compiled so far. */
final class DeployerJar {
    private DeployerJar() {}

    static byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            Path classes = Path.of(DeployerActivator.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path manifest = classes.resolve("META-INF/MANIFEST.MF");
            try (InputStream in = Files.newInputStream(manifest);
                    JarOutputStream jar = new JarOutputStream(bytes, new Manifest(in));
                    Stream<Path> files = Files.walk(classes)) {
                List<Path> members = files.filter(file -> Files.isRegularFile(file) && !file.equals(manifest))
                        .toList();
                for (Path member : members) {
                    jar.putNextEntry(new JarEntry(classes.relativize(member).toString()));
                    Files.copy(member, jar);
                    jar.closeEntry();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }
}
