package org.estreamer.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingProblemsTest {
    @Test
    void shouldFindSettingsThatNobodyReadsAndSuggestTheNearest() {
        assertEquals(
                List.of("hots: unknown setting; did you mean host? Valid: host, port"),
                SettingProblems.unknown(
                        List.of("hots", "port", "name", "service.pid"), List.of("host", "port"), List.of("name")));
    }

    @ParameterizedTest
    @CsvSource({
        "$[secret:alpha], $[secret:alpha]",
        "$[env:FMC_PASSWORD], $[env:FMC_PASSWORD]",
        "fmc-$[env:SITE].example.com, $[env:SITE]"
    })
    void shouldNotTakeAPlaceholderForAValue(String value, String placeholder) {
        List<String> problems = SettingProblems.unresolved(Map.of("identityPassword", value));

        assertEquals(1, problems.size());
        assertTrue(
                problems.get(0).startsWith("identityPassword: " + placeholder + " was not resolved"),
                problems.toString());
    }

    @Test
    void shouldFindPlaceholdersInLists() {
        assertEquals(
                1,
                SettingProblems.unresolved(Map.of("flags", new String[] {"ids_1", "$[env:MORE]"}))
                        .size());
    }

    @Test
    void shouldTakeOtherDollarsAsTheyAre() {
        assertEquals(List.of(), SettingProblems.unresolved(Map.of("identityPassword", "pa$[s]s$word")));
    }
}
