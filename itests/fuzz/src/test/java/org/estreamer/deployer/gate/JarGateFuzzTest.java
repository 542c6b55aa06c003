package org.estreamer.deployer.gate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Any bytes are judged, and what {@code plugins.trust=signed} lets in holds only what was signed. */
class JarGateFuzzTest {
    private static final long MAX_BYTES = 1 << 20;

    /** What signs cannot be signed; Java takes its names in any case. */
    private static final Pattern SIGNATURE = Pattern.compile("(?i)META-INF/(MANIFEST\\.MF|[^/]*\\.(SF|DSA|RSA|EC))");

    private final JarGate any = new JarGate(new DeployerSettings(MAX_BYTES, false, null, null, ""));
    private JarGate signed;
    private Map<String, byte[]> original;

    @TempDir
    Path folder;

    @BeforeEach
    void findTheSigned() throws IOException, URISyntaxException {
        signed = new JarGate(new DeployerSettings(MAX_BYTES, true, resource("trusted.pem"), null, ""));
        original = entries(resource("JarGateFuzzTestInputs/shouldJudgeAnyBytes/signed.jar"));
    }

    @FuzzTest
    void shouldJudgeAnyBytes(byte[] bytes) throws IOException {
        Path verified = folder.resolve("verified.jar");
        Path jar = Files.write(folder.resolve("plugin.jar"), bytes);
        try {
            PluginIdentity identity = any.admit(jar, verified);
            assertNotNull(identity.version());
            assertFalse(identity.symbolicName().isEmpty(), "let in without a name");
            signed.admit(jar, verified);
        } catch (RefusedException e) {
            assertNotNull(e.getMessage());
            return;
        }
        Map<String, byte[]> runs = entries(verified);
        runs.forEach((name, content) -> assertArrayEquals(original.get(name), content, name));
        assertEquals(original.keySet(), runs.keySet());
    }

    private static Map<String, byte[]> entries(Path jar) throws IOException {
        Map<String, byte[]> entries = new HashMap<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (!entry.isDirectory() && !SIGNATURE.matcher(entry.getName()).matches()) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        entries.put(entry.getName(), in.readAllBytes());
                    }
                }
            }
        }
        return entries;
    }

    private static Path resource(String name) throws URISyntaxException {
        URI place = JarGateFuzzTest.class.getResource(name).toURI();
        return Path.of(place);
    }
}
