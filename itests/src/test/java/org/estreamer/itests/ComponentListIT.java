package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The CycloneDX list of components, against what is in the distribution. */
class ComponentListIT {
    private static final Map<String, String> NAMES_IN_NOTICE = Map.of(
            "bcprov", "bcprov", "bcpkix", "bcpkix", "bcutil", "bcutil", "h2", "H2", "jline", "JLine", "kxml2", "kXML 2",
            "logback", "Logback");

    @Test
    void shouldNameEveryJarByItsDigest() throws Exception {
        JsonNode list = read();
        assertEquals("CycloneDX", list.get("bomFormat").asText());
        Set<String> listed = new TreeSet<>();
        for (JsonNode component : list.get("components")) {
            assertFalse(component.path("version").asText().isEmpty(), component::toString);
            for (JsonNode hash : component.path("hashes")) {
                if (hash.get("alg").asText().equals("SHA-256")) {
                    listed.add(hash.get("content").asText());
                }
            }
        }
        int jars = 0;
        for (Path file : files()) {
            if (file.toString().endsWith(".jar")) {
                jars++;
                assertTrue(listed.contains(sha256(file)), () -> file + " is not in the list");
            }
        }
        assertTrue(jars > 20, "only " + jars);
    }

    @Test
    void shouldHaveNoTraceOfTheTimeOrPlaceItWasBuiltAt() throws Exception {
        JsonNode list = read();
        assertTrue(list.path("metadata").path("timestamp").isMissingNode(), "it says when it was built");
        assertFalse(list.toString().contains(System.getProperty("user.dir")), "it says where it was built");
    }

    @Test
    void shouldCarryTheLicencesOfWhatIsNotApaches() throws Exception {
        String notice = Files.readString(Distribution.HOME.resolve("NOTICE"));
        for (JsonNode component : read().get("components")) {
            if (!component.path("licenses").toString().matches(".*(Apache-2\\.0|ALv2|Public Domain).*")) {
                String name = component.path("name").asText();
                assertTrue(notice.contains(NAMES_IN_NOTICE.getOrDefault(name.replaceAll("-.*", ""), name)), name);
            }
        }
        List<String> texts = notice.lines()
                .map(line -> line.replaceAll(".* ", ""))
                .filter(word -> word.endsWith(".txt"))
                .toList();
        assertTrue(texts.size() > 5, texts.toString());
        texts.forEach(text ->
                assertTrue(Files.exists(Distribution.HOME.resolve("licenses").resolve(text)), text));
    }

    @Test
    void shouldPutTheLicencesIntoEachJarThatHoldsOthers() throws Exception {
        for (Path file : Distribution.ownBundles()) {
            try (JarFile jar = new JarFile(file.toFile())) {
                assertNotNull(jar.getEntry("META-INF/LICENSE"), file::toString);
                boolean foreign = jar.stream()
                        .map(JarEntry::getName)
                        .anyMatch(name -> name.endsWith(".jar")
                                || (name.endsWith(".class") && !name.startsWith("org/estreamer/")));
                boolean told = jar.getEntry("META-INF/NOTICE") != null
                        && jar.stream().anyMatch(entry -> entry.getName().startsWith("META-INF/licenses/"));
                assertEquals(foreign, told, file::toString);
            }
        }
    }

    private static JsonNode read() throws IOException {
        Path file = files().stream()
                .filter(path -> path.toString().endsWith(".cdx.json"))
                .findFirst()
                .orElseThrow();
        return new ObjectMapper().readTree(file.toFile());
    }

    /** Without what tests and users put there. */
    private static Set<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(Distribution.HOME)) {
            return walk.filter(path -> !path.startsWith(Distribution.HOME.resolve("data")))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
