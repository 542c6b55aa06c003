package org.estreamer.session.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.estreamer.settings.ConfigurationFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingNamesTest {
    private static final String PID = "service.pid";
    private static final String FILE = "felix.fileinstall.filename";

    @Test
    void shouldNameASessionAfterItsPid() {
        assertEquals("hq~2", SettingNames.sessionName(Map.of(PID, "org.estreamer.session~hq~2", "name", "other")));
    }

    @Test
    void shouldNameASessionAfterItsPropertyWithoutANameInThePid() {
        assertEquals("branch", SettingNames.sessionName(Map.of(PID, "org.estreamer.session.1234", "name", " branch ")));
    }

    @Test
    void shouldNameASessionAfterItsFileWithoutBoth() {
        Map<String, String> configuration =
                Map.of(PID, "org.estreamer.session.1234", FILE, "file:/opt/etc/org.estreamer.session-hq.cfg");

        assertEquals("hq", SettingNames.sessionName(configuration));
        assertEquals("org.estreamer.session-hq.cfg", ConfigurationFile.source(configuration));
    }

    @Test
    void shouldNameASessionAfterItsWholePidAtLast() {
        assertEquals("org.estreamer.session.1", SettingNames.sessionName(Map.of(PID, "org.estreamer.session.1")));
        assertEquals("org.estreamer.session.1", ConfigurationFile.source(Map.of(PID, "org.estreamer.session.1")));
    }

    @ParameterizedTest
    @CsvSource({
        "hots, host",
        "Host, host",
        "eventtypes, eventTypes",
        "event_types, eventTypes",
        "identitypasword, identityPassword",
        "readTimeout, readTimeoutSeconds",
        "verifyHostname, verifyHostName"
    })
    void shouldSuggestTheNearestSetting(String written, String meant) {
        List<String> problems = SettingNames.unknown(Map.of(written, "x"));

        assertEquals(1, problems.size());
        assertTrue(
                problems.get(0).startsWith(written + ": unknown setting; did you mean " + meant + "?"),
                problems.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "service.pid",
                "service.factoryPid",
                "component.name",
                "osgi.ds.satisfying.condition.target",
                "felix.fileinstall.filename",
                ".hidden",
                "name",
                "host",
                "maxMessageBytes"
            })
    void shouldFindNothingWrongWithWhatIsKnown(String name) {
        assertEquals(List.of(), SettingNames.unknown(Map.of(name, "x")));
    }

    @Test
    void shouldFindOtherFilesForTheSameSession(@TempDir Path folder) throws IOException {
        Path own = Files.createFile(folder.resolve("org.estreamer.session-hq.cfg"));
        Files.createFile(folder.resolve("org.estreamer.session-hq2.cfg"));
        Map<String, String> configuration =
                Map.of(PID, "org.estreamer.session~hq", FILE, own.toUri().toString());
        assertEquals(List.of(), SettingNames.twins(configuration));

        Files.createFile(folder.resolve("org.estreamer.session~hq.config"));
        assertEquals(
                List.of("name: org.estreamer.session~hq.config is for session hq too; remove or rename one of the two"
                        + " files, and save the other anew"),
                SettingNames.twins(configuration));
    }
}
