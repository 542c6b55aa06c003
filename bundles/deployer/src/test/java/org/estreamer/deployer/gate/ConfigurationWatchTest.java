package org.estreamer.deployer.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.FrameworkUtil;

/** Which settings are in force while configurations come and go. */
class ConfigurationWatchTest {
    private static final String SIGNED = "plugins.trust = signed\nplugins.keyStore = trusted.p12\n";

    @TempDir
    Path etc;

    private final Map<String, String> properties = new HashMap<>();
    private final List<DeployerSettings> changes = new ArrayList<>();

    @BeforeEach
    void nameFolder() {
        properties.put("estreamer.etc", etc.toString());
    }

    private ConfigurationWatch watch() {
        return new ConfigurationWatch(properties::get, changes::add, Runnable::run);
    }

    private void write(String text) throws IOException {
        Files.writeString(etc.resolve("org.estreamer.deployer.cfg"), text);
    }

    private static void update(ConfigurationWatch watch, Map<String, String> settings) {
        watch.updated(FrameworkUtil.asDictionary(settings));
    }

    @Test
    void shouldBeOpenWithoutAnyConfiguration() {
        ConfigurationWatch watch = watch();
        watch.updated(null);
        assertFalse(watch.current().signed());
        assertEquals(List.of(), changes);
    }

    @Test
    void shouldHaveItsFileInForceBeforeTheConfigurationArrives() throws Exception {
        write(SIGNED);
        ConfigurationWatch watch = watch();
        assertTrue(watch.current().signed());
        assertEquals(etc.resolve("trusted.p12"), watch.current().keyStore());

        watch.updated(null);
        update(watch, Map.of("plugins.trust", "signed", "plugins.keyStore", "trusted.p12"));
        assertEquals(List.of(), changes, "nothing new");
    }

    @Test
    void shouldTakeNoConfigurationOfAnotherFolder() throws Exception {
        write(SIGNED);
        ConfigurationWatch watch = watch();
        Path other = Files.createDirectory(etc.resolve("watched")).resolve("org.estreamer.deployer.cfg");
        Files.writeString(other, "plugins.trust = any\n");
        update(
                watch,
                Map.of(
                        "plugins.trust",
                        "any",
                        "felix.fileinstall.filename",
                        other.toUri().toString()));
        assertTrue(watch.current().signed());
        Path own = etc.resolve("org.estreamer.deployer.cfg");
        write("plugins.trust = any\n");
        update(
                watch,
                Map.of(
                        "plugins.trust",
                        "any",
                        "felix.fileinstall.filename",
                        own.toUri().toString()));
        assertFalse(watch.current().signed());
    }

    @Test
    void shouldReadPlaceholdersInItsFile() throws Exception {
        Files.createDirectory(etc.resolve("secrets"));
        Files.writeString(etc.resolve("secrets/store"), "geheim$1\n");
        write(SIGNED + "plugins.keyStorePassword = $[secret:store]\n");
        assertEquals("geheim$1", watch().current().password());
    }

    @Test
    void shouldBeShutWhereItsFileCannotBeReadLikeTheConfiguration() throws Exception {
        Files.writeString(etc.resolve("org.estreamer.deployer.config"), "plugins.trust = \"any\"\n");
        assertFalse(watch().current().fault().isEmpty());
        Files.writeString(etc.resolve("org.estreamer.deployer.config"), "plugins.trust = \\u12\n");
        String fault = watch().current().fault();
        assertTrue(fault.contains("org.estreamer.deployer.config cannot be read"), fault);
    }

    @Test
    void shouldStayShutWhenTheConfigurationGoesUntilOneSaysAny() throws Exception {
        ConfigurationWatch watch = watch();
        update(watch, Map.of("plugins.trust", "signed", "plugins.keyStore", "trusted.p12"));
        DeployerSettings signed = watch.current();
        assertTrue(signed.signed());

        watch.updated(null);
        assertEquals(signed, watch.current());
        update(watch, Map.of("plugins.maxJarMebibytes", "5"));
        assertEquals(signed, watch.current());

        update(watch, Map.of("plugins.trust", "any"));
        assertFalse(watch.current().signed());
        assertEquals(2, changes.size());
    }

    @Test
    void shouldOpenAgainWhereSignedWasNeverWanted() {
        ConfigurationWatch watch = watch();
        update(watch, Map.of("plugins.maxJarMebibytes", "many"));
        assertFalse(watch.current().fault().isEmpty());
        watch.updated(null);
        assertEquals("", watch.current().fault());
        assertFalse(watch.current().signed());
    }

    @Test
    void shouldLetFrameworkPropertiesWin() throws Exception {
        properties.put("plugins.trust", "signed");
        properties.put("plugins.keyStore", "own.p12");
        write("plugins.trust = any\nplugins.keyStore = other.p12\n");
        ConfigurationWatch watch = watch();
        update(watch, Map.of("plugins.trust", "any"));
        assertTrue(watch.current().signed());
        assertEquals(etc.resolve("own.p12"), watch.current().keyStore());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plugins.trst=signed                   | plugins.trst: unknown setting; did you mean plugins.trust?
            plugin.trust=signed                   | plugin.trust: unknown setting; did you mean plugins.trust?
            trust=signed                          | trust: unknown setting; did you mean plugins.trust?
            colour=red                            | colour: unknown setting; Valid: plugins.keyStore, plugins.
            plugins.trust=any;plugins.trust=signed | plugins.trust: is there twice, in line 1 and in line 2
            plugins.keyStorePassword=$[secret:typ] | plugins.keyStorePassword: $[secret:typ] was not resolved
            plugins.trust=singed                  | plugins.trust is 'singed'; it must be any or signed
            \uFEFFplugins.trust=signed             | byte order mark
            """)
    void shouldBeShutByASlipInItsFile(String lines, String problem) throws Exception {
        write(lines.replace(';', '\n') + "\n");
        String fault = watch().current().fault();
        assertTrue(fault.startsWith("org.estreamer.deployer.cfg: ") && fault.contains(problem), fault);
    }

    @Test
    void shouldBeShutByAFileInAnotherEncoding() throws Exception {
        Path file = etc.resolve("org.estreamer.deployer.cfg");
        Files.writeString(file, SIGNED, StandardCharsets.UTF_16);
        assertTrue(watch().current().fault().contains("UTF-16"));
        Files.writeString(file, "plugins.keyStore = m\u00fcller.p12\n", StandardCharsets.ISO_8859_1);
        assertTrue(watch().current().fault().contains("not in UTF-8 (line 1)"));
    }

    @Test
    void shouldStayShutWhenAFileWithASlipGoesUntilOneSaysAny() throws Exception {
        write("plugins.trsut=signed\n");
        ConfigurationWatch watch = watch();
        Files.delete(etc.resolve("org.estreamer.deployer.cfg"));
        watch.updated(null);
        assertTrue(
                watch.current().fault().contains("plugins.trsut"),
                watch.current().fault());
        update(watch, Map.of("plugins.trust", "any"));
        assertEquals("", watch.current().fault());
        assertFalse(watch.current().signed());
    }

    @Test
    void shouldBeShutByASlipInAConfigurationUntilItIsMended() {
        ConfigurationWatch watch = watch();
        update(watch, Map.of("plugins.trust", "any", "plugins.maxJarMebibyte", "5", "service.pid", "x"));
        String fault = watch.current().fault();
        assertTrue(fault.contains("did you mean plugins.maxJarMebibytes?"), fault);
        update(watch, Map.of("plugins.trust", "any", "plugins.maxJarMebibytes", "5", "service.pid", "x"));
        assertEquals("", watch.current().fault());
    }
}
