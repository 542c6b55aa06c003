package org.estreamer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
        assertEquals("org.estreamer.session-hq.cfg", SettingNames.source(configuration));
    }

    @Test
    void shouldNameASessionAfterItsWholePidAtLast() {
        assertEquals("org.estreamer.session.1", SettingNames.sessionName(Map.of(PID, "org.estreamer.session.1")));
        assertEquals("org.estreamer.session.1", SettingNames.source(Map.of(PID, "org.estreamer.session.1")));
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
        List<String> warnings = SettingNames.unknown(Map.of(written, "x"));

        assertEquals(1, warnings.size());
        assertTrue(
                warnings.get(0).startsWith("unknown setting " + written + " is ignored; did you mean " + meant + "?"),
                warnings.toString());
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
    void shouldNotWarnOfWhatIsKnown(String name) {
        assertEquals(List.of(), SettingNames.unknown(Map.of(name, "x")));
    }

    @ParameterizedTest
    @CsvSource({
        "$[secret:alpha], $[secret:alpha]",
        "$[env:FMC_PASSWORD], $[env:FMC_PASSWORD]",
        "fmc-$[env:SITE].example.com, $[env:SITE]"
    })
    void shouldNotTakeAPlaceholderForAValue(String value, String placeholder) {
        List<String> problems = SettingNames.unresolved(Map.of("identityPassword", value));

        assertEquals(1, problems.size());
        assertTrue(
                problems.get(0).startsWith("identityPassword: " + placeholder + " was not resolved"),
                problems.toString());
    }

    @Test
    void shouldFindPlaceholdersInLists() {
        assertEquals(
                1,
                SettingNames.unresolved(Map.of("flags", new String[] {"ids_1", "$[env:MORE]"}))
                        .size());
    }

    @Test
    void shouldTakeOtherDollarsAsTheyAre() {
        assertEquals(List.of(), SettingNames.unresolved(Map.of("identityPassword", "pa$[s]s$word")));
    }
}
