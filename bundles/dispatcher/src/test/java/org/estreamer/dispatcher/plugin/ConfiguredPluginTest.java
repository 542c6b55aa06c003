package org.estreamer.dispatcher.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

class ConfiguredPluginTest {
    private static final String PID = "org.example.pcap";
    private static final Bundle BUNDLE = fake(Bundle.class, Map.of());

    @TempDir
    private Path folder;

    private final ConfiguredPlugin plugin = new ConfiguredPlugin(described(fake(
            MetaTypeInformation.class,
            Map.of(
                    "getPids", new String[0],
                    "getFactoryPids", new String[] {PID},
                    "getObjectClassDefinition",
                            fake(
                                    ObjectClassDefinition.class,
                                    Map.of("getAttributeDefinitions", new AttributeDefinition[] {
                                        attribute("rotateSeconds", AttributeDefinition.INTEGER),
                                        attribute("directory", AttributeDefinition.STRING),
                                        attribute("token", AttributeDefinition.PASSWORD)
                                    }))))));

    private static MetaTypeService described(MetaTypeInformation information) {
        return bundle -> information;
    }

    private static AttributeDefinition attribute(String id, int type) {
        return fake(AttributeDefinition.class, Map.of("getID", id, "getType", type));
    }

    /** Answers each method by its name; null where there is no answer. */
    private static <T> T fake(Class<T> type, Map<String, ?> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }

    private Map<String, Object> configured(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("org.example.pcap-a.cfg"), text);
        return Map.of(
                "service.pid",
                PID + "~a",
                "felix.fileinstall.filename",
                file.toUri().toString());
    }

    @Test
    void shouldFindNothingWrongWithWhatTheBundleDescribes() throws IOException {
        Map<String, Object> configuration = configured("directory=x\nrotateSeconds=1\nrecords=packet\na.b=c\n");
        assertEquals(List.of(), plugin.problems(BUNDLE, configuration, name -> null));
    }

    @Test
    void shouldSuggestTheNearestSetting() throws IOException {
        assertEquals(
                List.of("org.example.pcap-a.cfg: rotateSecond: unknown setting; did you mean rotateSeconds? Valid:"
                        + " directory, rotateSeconds, token"),
                plugin.problems(BUNDLE, configured("rotateSecond=1\n"), name -> null));
    }

    @Test
    void shouldTellOfASettingThatIsThereTwice() throws IOException {
        List<String> problems = plugin.problems(BUNDLE, configured("directory=x\ndirectory=y\n"), name -> null);
        assertEquals(1, problems.size());
        assertTrue(problems.get(0).startsWith("org.example.pcap-a.cfg: directory: is there twice"), problems::toString);
    }

    @Test
    void shouldNotTakeAPlaceholderForAValue() throws IOException {
        Map<String, Object> properties = new HashMap<>(configured("token=$[secret:typo]\n"));
        properties.put("token", "$[secret:typo]");
        List<String> problems = plugin.problems(BUNDLE, properties, name -> null);
        assertEquals(1, problems.size());
        assertTrue(
                problems.get(0).startsWith("org.example.pcap-a.cfg: token: $[secret:typo] was not resolved"),
                problems::toString);
    }

    @Test
    void shouldWarnOfAPasswordThatOthersMayRead() throws IOException {
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        Map<String, Object> configuration = configured("directory=x\ntoken=hunter2\n");
        Path file = folder.resolve("org.example.pcap-a.cfg");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(
                List.of("org.example.pcap-a.cfg: token: every user of this machine may read it in " + file
                        + "; run chmod 600 on it"),
                plugin.warnings(BUNDLE, configuration, name -> null));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertEquals(List.of(), plugin.warnings(BUNDLE, configuration, name -> null));
    }

    @Test
    void shouldLetPassWhatNobodyDescribes() throws IOException {
        assertEquals(
                List.of(),
                new ConfiguredPlugin(described(null)).problems(BUNDLE, configured("anything=1\n"), name -> null));
        assertEquals(List.of(), plugin.problems(BUNDLE, Map.of("service.pid", "other"), name -> null));
    }

    @Test
    void shouldRefuseAPluginWithSuchAFile() {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "description", "d", "author", "a", "version", "1", ConfiguredPlugin.PROBLEMS, List.of("one", "two")));
        PluginIdentity identity = PluginIdentity.of(properties, "bundle", 1);
        Refusal refusal = assertThrows(Refusal.class, () -> PluginContract.of(identity, properties));
        assertEquals("one; two", refusal.getMessage());
    }
}
