package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredSettingsTest {
    private static final DispatcherConfiguration SET = SettingsTest.configuration(Map.of("drainSeconds", 7));

    @TempDir
    private Path folder;

    private Map<String, Object> configured(Charset charset, String text, String name) throws IOException {
        Path file = Files.write(folder.resolve("org.estreamer.dispatcher.cfg"), text.getBytes(charset));
        return Map.of(
                "service.pid",
                "org.estreamer.dispatcher",
                "felix.fileinstall.filename",
                file.toUri().toString(),
                name,
                "7");
    }

    private static void assertRefused(String problem, Map<String, Object> properties) {
        List<String> problems = ConfiguredSettings.problems(properties);
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).startsWith(problem), problems::toString);
        assertEquals(
                ConfiguredSettings.defaults(),
                ConfiguredSettings.of(SET, properties).delivery());
    }

    @Test
    void shouldTakeWhatIsRight() throws IOException {
        Map<String, Object> properties = configured(StandardCharsets.UTF_8, "drainSeconds=7\n", "drainSeconds");
        assertEquals(List.of(), ConfiguredSettings.problems(properties));
        assertEquals(
                ConfiguredSettings.checked(SET),
                ConfiguredSettings.of(SET, properties).delivery());
    }

    @Test
    void shouldTakeNoSettingBesideAMisspeltOne() throws IOException {
        assertRefused(
                "drainSecond: unknown setting; did you mean drainSeconds? Valid: deadLetterMegabytes, drainSeconds, positionSeconds,",
                configured(StandardCharsets.UTF_8, "drainSecond=7\n", "drainSecond"));
    }

    @Test
    void shouldTakeNoSettingBesideOneThatIsThereTwice() throws IOException {
        assertRefused(
                "drainSeconds: is there twice",
                configured(StandardCharsets.UTF_8, "drainSeconds=5\ndrainSeconds=7\n", "drainSeconds"));
    }

    @Test
    void shouldTakeNoSettingOfAFileInAnotherEncoding() throws IOException {
        assertRefused(
                "the file is not in UTF-8",
                configured(StandardCharsets.ISO_8859_1, "# f\u00fcr uns\ndrainSeconds=7\n", "drainSeconds"));
    }

    @Test
    void shouldNameTheSettingThatIsNoNumber() throws IOException {
        Map<String, Object> properties =
                new HashMap<>(configured(StandardCharsets.UTF_8, "drainSeconds=abc\n", "drainSeconds"));
        properties.put("drainSeconds", "abc");
        assertRefused("drainSeconds is \"abc\", but must be a whole number", properties);
        List<String> faults = ConfiguredSettings.of(SET, properties).faults();
        assertEquals(1, faults.size());
        assertTrue(faults.get(0).contains("dispatcher.cfg: drainSeconds is"), faults::toString);
    }

    @Test
    void shouldHaveTheDefaultsWhereOneIsOutOfRange() {
        assertEquals(
                ConfiguredSettings.defaults(),
                ConfiguredSettings.of(
                                SettingsTest.configuration(Map.of("drainSeconds", 7, "stuckSeconds", 0)), Map.of())
                        .delivery());
    }
}
