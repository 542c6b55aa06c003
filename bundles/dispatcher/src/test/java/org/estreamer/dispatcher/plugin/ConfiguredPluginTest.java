package org.estreamer.dispatcher.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

class ConfiguredPluginTest {
    @TempDir
    private Path folder;

    private Path metatype;

    @BeforeEach
    void describe() throws IOException {
        metatype = Files.writeString(folder.resolve("metatype.xml"), """
                <MetaData><OCD id="x"><AD id="directory" type="String"/><AD id="rotateSeconds"/>
                <AD id="token" type="Password" name="A > B"/></OCD>
                <Designate factoryPid="org.example.pcap"><Object ocdref="x"/></Designate></MetaData>
                """);
    }

    private Bundle bundle(Path description) {
        return (Bundle) Proxy.newProxyInstance(
                Bundle.class.getClassLoader(),
                new Class<?>[] {Bundle.class},
                (proxy, method, arguments) -> description == null ? null : entries(description));
    }

    private static Object entries(Path description) throws MalformedURLException {
        return Collections.enumeration(List.of(description.toUri().toURL()));
    }

    private Map<String, Object> configured(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("org.example.pcap-a.cfg"), text);
        return Map.of(
                "service.pid",
                "org.example.pcap~a",
                "felix.fileinstall.filename",
                file.toUri().toString());
    }

    @Test
    void shouldFindNothingWrongWithWhatTheBundleDescribes() throws IOException {
        Map<String, Object> configuration = configured("directory=x\nrotateSeconds=1\nrecords=packet\na.b=c\n");
        assertEquals(List.of(), ConfiguredPlugin.problems(bundle(metatype), configuration));
    }

    @Test
    void shouldSuggestTheNearestSetting() throws IOException {
        assertEquals(
                List.of("org.example.pcap-a.cfg: rotateSecond: unknown setting; did you mean rotateSeconds? Valid:"
                        + " directory, rotateSeconds, token"),
                ConfiguredPlugin.problems(bundle(metatype), configured("rotateSecond=1\n")));
    }

    @Test
    void shouldTellOfASettingThatIsThereTwice() throws IOException {
        List<String> problems = ConfiguredPlugin.problems(bundle(metatype), configured("directory=x\ndirectory=y\n"));
        assertEquals(1, problems.size());
        assertTrue(problems.get(0).startsWith("org.example.pcap-a.cfg: directory: is there twice"), problems::toString);
    }

    @Test
    void shouldNotTakeAPlaceholderForAValue() throws IOException {
        Map<String, Object> properties = new HashMap<>(configured("token=$[secret:typo]\n"));
        properties.put("token", "$[secret:typo]");
        List<String> problems = ConfiguredPlugin.problems(bundle(metatype), properties);
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
                ConfiguredPlugin.warnings(bundle(metatype), configuration, name -> null));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertEquals(List.of(), ConfiguredPlugin.warnings(bundle(metatype), configuration, name -> null));
    }

    @Test
    void shouldLetPassWhatNobodyDescribes() throws IOException {
        assertEquals(List.of(), ConfiguredPlugin.problems(bundle(null), configured("anything=1\n")));
        assertEquals(List.of(), ConfiguredPlugin.problems(bundle(metatype), Map.of("service.pid", "other")));
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
