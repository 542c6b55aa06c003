package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** SECURITY.md names the tests that show what it says. */
class SecurityPageIT {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern REFERENCE = Pattern.compile("`(\\w+)#(\\w+)`");

    @Test
    void shouldNameOnlyTestsThatAreThere() throws IOException {
        Map<String, String> sources = testSources();
        List<MatchResult> references = REFERENCE
                .matcher(Files.readString(PROJECT.resolve("SECURITY.md")))
                .results()
                .toList();
        Set<String> missing = new TreeSet<>();
        for (MatchResult reference : references) {
            if (!sources.getOrDefault(reference.group(1), "").contains(" " + reference.group(2) + "(")) {
                missing.add(reference.group());
            }
        }
        assertEquals(Set.of(), missing);
        assertTrue(references.size() > 40, "only " + references.size());
    }

    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> walk = Files.walk(PROJECT)) {
            for (Path file : walk.filter(path -> path.toString().matches(".*/src/test/java/.*\\.java"))
                    .toList()) {
                sources.merge(
                        file.getFileName().toString().replace(".java", ""), Files.readString(file), String::concat);
            }
        }
        return sources;
    }
}
