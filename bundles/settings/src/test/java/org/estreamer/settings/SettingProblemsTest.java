package org.estreamer.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    void shouldNameTheFileOfASecretThatIsMissingOrCannotBeRead(@TempDir Path etc) throws Exception {
        Path secrets = Files.createDirectory(etc.resolve("secrets"));
        Files.createDirectory(secrets.resolve("folder"));
        Files.writeString(secrets.resolve("late"), "x");
        for (String[] one : new String[][] {
            {"fmc", "there is no file " + secrets.resolve("fmc") + ": put the value into it"},
            {"folder", secrets.resolve("folder") + " cannot be read by the user of this process"},
            {"late", secrets.resolve("late") + " is there by now"}
        }) {
            List<String> problems = SettingProblems.unresolved(
                    Map.of("identityPassword", "$[secret:" + one[0] + ";delimiter=,]"),
                    Map.of("estreamer.etc", etc.toString())::get);
            assertEquals(1, problems.size());
            assertTrue(problems.get(0).contains(one[1]), problems.get(0));
        }
    }

    @Test
    void shouldTakeOtherDollarsAsTheyAre() {
        assertEquals(List.of(), SettingProblems.unresolved(Map.of("identityPassword", "pa$[s]s$word")));
    }
}
