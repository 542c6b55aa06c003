package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** One direction of data: what each bundle may import from the project is written here, and nowhere may it import more. */
class BundleManifestIT {
    private static final String RECORD = "org.estreamer.record";
    private static final String PLUGIN = "org.estreamer.plugin";
    private static final String FORMAT = "org.estreamer.format";
    private static final String TICKER = "org.estreamer.pipeline";
    private static final String TRANSPORT = "org.estreamer.pipeline.transport";
    private static final String MESSAGE = "org.estreamer.pipeline.message";
    private static final String SESSION = "org.estreamer.pipeline.session";
    private static final String LOG = "org.estreamer.pipeline.log";
    private static final String METADATA = "org.estreamer.pipeline.metadata";
    private static final String DELIVERY = "org.estreamer.pipeline.delivery";
    private static final String REQUEST = "org.estreamer.request";
    private static final String FILES = "org.estreamer.files";
    private static final String SETTINGS = "org.estreamer.settings";
    private static final Set<String> PLUGINS_MAY = Set.of(RECORD, PLUGIN, FORMAT, FILES, SETTINGS);

    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("org.estreamer.api", Set.of(RECORD)),
            Map.entry(FILES, Set.of(PLUGIN)),
            Map.entry(SETTINGS, Set.of(SETTINGS)),
            Map.entry("org.estreamer.transport", Set.of(TRANSPORT, FILES, SETTINGS)),
            Map.entry("org.estreamer.codec", Set.of(RECORD, MESSAGE)),
            Map.entry("org.estreamer.request", Set.of(MESSAGE, SETTINGS)),
            Map.entry(
                    "org.estreamer.dispatcher",
                    Set.of(RECORD, PLUGIN, TICKER, MESSAGE, LOG, METADATA, DELIVERY, FILES, SETTINGS)),
            Map.entry("org.estreamer.log", Set.of(RECORD, MESSAGE, LOG, FILES, SETTINGS)),
            Map.entry("org.estreamer.metadata", Set.of(RECORD, MESSAGE, LOG, METADATA, FILES)),
            Map.entry(
                    "org.estreamer.session",
                    Set.of(RECORD, TICKER, TRANSPORT, MESSAGE, SESSION, LOG, METADATA, REQUEST, FILES, SETTINGS)),
            Map.entry("org.estreamer.deployer", Set.of(DELIVERY, FILES, SETTINGS)),
            Map.entry("org.estreamer.formats", Set.of(RECORD, FORMAT, SETTINGS)),
            Map.entry(
                    "org.estreamer.shell",
                    Set.of(
                            RECORD, PLUGIN, FORMAT, TICKER, TRANSPORT, MESSAGE, SESSION, LOG, METADATA, DELIVERY, FILES,
                            SETTINGS)),
            Map.entry("org.estreamer.simulator", Set.of(RECORD, MESSAGE, LOG, FILES, SETTINGS)),
            Map.entry("org.estreamer.plugin.print", PLUGINS_MAY),
            Map.entry("org.estreamer.plugin.file", PLUGINS_MAY),
            Map.entry("org.estreamer.plugin.pcap", PLUGINS_MAY),
            Map.entry("org.estreamer.plugin.jdbc", PLUGINS_MAY));

    private static final Map<String, Set<String>> EXPORTS = Map.of(
            "org.estreamer.api",
            Set.of(RECORD, PLUGIN, FORMAT, TICKER, TRANSPORT, MESSAGE, SESSION, LOG, METADATA, DELIVERY),
            FILES,
            Set.of(FILES),
            SETTINGS,
            Set.of(SETTINGS),
            "org.estreamer.request",
            Set.of(REQUEST));

    private static final Pattern PACKAGE = Pattern.compile("(?:^|,)(org\\.estreamer(?:\\.\\w+)+)");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

    @Test
    void shouldImportFromTheProjectOnlyWhatTheDesignAllows() throws IOException {
        Map<String, Manifest> bundles = bundles();
        assertEquals(new TreeSet<>(MAY_IMPORT.keySet()), bundles.keySet());
        Map<String, Set<String>> forbidden = new TreeMap<>();
        bundles.forEach((name, manifest) -> {
            Set<String> imports = packages(manifest, "Import-Package");
            imports.removeAll(MAY_IMPORT.get(name));
            // a package that a bundle exports it may also import, as bnd has it
            imports.removeAll(EXPORTS.getOrDefault(name, Set.of()));
            if (!imports.isEmpty()) {
                forbidden.put(name, imports);
            }
        });
        assertEquals(Map.of(), forbidden);
    }

    @Test
    void shouldExportOnlyContracts() throws IOException {
        bundles()
                .forEach((name, manifest) ->
                        assertEquals(EXPORTS.getOrDefault(name, Set.of()), packages(manifest, "Export-Package"), name));
    }

    private static Map<String, Manifest> bundles() throws IOException {
        Map<String, Manifest> bundles = new TreeMap<>();
        List<Path> jars = Distribution.ownBundles();
        for (Path jar : jars) {
            try (JarFile file = new JarFile(jar.toFile())) {
                Manifest manifest = file.getManifest();
                bundles.put(manifest.getMainAttributes().getValue("Bundle-SymbolicName"), manifest);
            }
        }
        return bundles;
    }

    private static Set<String> packages(Manifest manifest, String header) {
        String value = manifest.getMainAttributes().getValue(header);
        Set<String> packages = new TreeSet<>();
        if (value != null) {
            Matcher matcher = PACKAGE.matcher(QUOTED.matcher(value).replaceAll(""));
            while (matcher.find()) {
                packages.add(matcher.group(1));
            }
        }
        return packages;
    }
}
