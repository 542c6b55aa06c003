package org.estreamer.deployer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes jars as plugin authors do, and as they should not. The same content makes the same bytes, whenever it is. */
public final class JarMaker {
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    private final Manifest manifest = new Manifest();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    private JarMaker() {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    }

    public static JarMaker plain() {
        return new JarMaker();
    }

    public static JarMaker bundle(String symbolicName, String version) {
        return new JarMaker()
                .header("Bundle-ManifestVersion", "2")
                .header("Bundle-SymbolicName", symbolicName)
                .header("Bundle-Version", version)
                .header("Import-Package", "org.osgi.framework")
                .entry("about.txt", symbolicName + " " + version);
    }

    public JarMaker header(String name, String value) {
        manifest.getMainAttributes().putValue(name, value);
        return this;
    }

    public JarMaker activator(Class<?> type) {
        String path = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getClassLoader().getResourceAsStream(path)) {
            entries.put(path, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return header("Bundle-Activator", type.getName());
    }

    public JarMaker entry(String name, String text) {
        entries.put(name, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            jar.putNextEntry(stamped(JarFile.MANIFEST_NAME));
            manifest.write(jar);
            jar.closeEntry();
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(stamped(entry.getKey()));
                jar.write(entry.getValue());
                jar.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static JarEntry stamped(String name) {
        JarEntry entry = new JarEntry(name);
        entry.setTimeLocal(TIME);
        return entry;
    }

    /** Puts the jar there in one step, as a careful operator does. */
    public Path at(Path file) {
        return move(bytes(), file);
    }

    public static Path move(byte[] bytes, Path file) {
        try {
            Path fresh = Files.createTempFile("plugin", ".part");
            Files.write(fresh, bytes);
            return Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
