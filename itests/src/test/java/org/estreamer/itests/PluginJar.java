package org.estreamer.itests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.estreamer.itests.plugin.TallyActivator;
import org.estreamer.itests.plugin.TallyPlugin;

/** Makes plugin jars at test time and puts them into a watched folder as an operator would: under a name of their own at once. */
public final class PluginJar {
    static final String SYMBOLIC_NAME = "org.estreamer.itests.tally";

    private PluginJar() {}

    /** Writes the counting plugin in a version; an existing file is replaced. */
    static Path drop(Path folder, String fileName, String version) throws IOException {
        return drop(folder, fileName, version, SYMBOLIC_NAME);
    }

    /** The same, as a plugin of another name. */
    static Path drop(Path folder, String fileName, String version, String symbolicName) throws IOException {
        return drop(folder, fileName, version, symbolicName, List.of(TallyActivator.class, TallyPlugin.class));
    }

    /** Writes a plugin of other classes: the first of them is its activator. */
    public static Path drop(Path folder, String fileName, String version, String symbolicName, List<Class<?>> classes)
            throws IOException {
        return drop(
                folder, fileName, manifest(version, symbolicName, classes.get(0).getName()), classes);
    }

    /** Writes a bundle that knows nothing of the product. */
    static Path dropStranger(Path folder, String symbolicName, List<Class<?>> classes) throws IOException {
        Manifest manifest = manifest("1.0.0", symbolicName, classes.get(0).getName());
        manifest.getMainAttributes().putValue("Import-Package", "org.osgi.framework");
        return drop(folder, symbolicName + ".jar", manifest, classes);
    }

    private static Path drop(Path folder, String fileName, Manifest manifest, List<Class<?>> classes)
            throws IOException {
        Path hidden = Files.createTempFile(folder.toAbsolutePath().getParent(), "plugin", ".tmp");
        try (OutputStream out = Files.newOutputStream(hidden);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Class<?> type : classes) {
                add(jar, type);
            }
        }
        return Files.move(hidden, folder.resolve(fileName), StandardCopyOption.ATOMIC_MOVE);
    }

    private static Manifest manifest(String version, String symbolicName, String activator) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", symbolicName);
        main.putValue("Bundle-Version", version);
        main.putValue("Bundle-Activator", activator);
        main.putValue(
                "Import-Package",
                "org.osgi.framework,org.estreamer.plugin;version=\"[1.0,2)\",org.estreamer.record;version=\"[1.0,2)\"");
        return manifest;
    }

    private static void add(JarOutputStream jar, Class<?> type) throws IOException {
        String entry = type.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new JarEntry(entry));
        try (InputStream in = type.getClassLoader().getResourceAsStream(entry)) {
            in.transferTo(jar);
        }
        jar.closeEntry();
    }
}
