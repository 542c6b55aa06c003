package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two halves with the log between them, which never call each other, and nothing that needs what needs it. */
class StructureIT {
    private static final Pattern DELIVERING =
            Pattern.compile("org\\.estreamer\\.(plugin|dispatcher|format|pipeline\\.delivery)\\..*"
                    + "|org\\.estreamer\\.pipeline\\.log\\.(LogReader|LogBatch|LogGap|Placement|RewoundException)");
    private static final Pattern RECEIVING =
            Pattern.compile("org\\.estreamer\\.(session|transport|codec|request|pipeline\\.(transport|session))\\..*"
                    + "|org\\.estreamer\\.pipeline\\.log\\.(LogWriter|LogRequest|ResumePoint|FencedException)");

    @ParameterizedTest
    @ValueSource(strings = {"session", "transport", "codec", "request"})
    void shouldNotLetTheReceivingHalfKnowTheDeliveringHalf(String bundle) throws IOException {
        assertEquals(Set.of(), graph("org.estreamer." + bundle).to(DELIVERING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dispatcher", "plugin.file", "plugin.jdbc", "plugin.pcap", "plugin.print", "formats"})
    void shouldNotLetTheDeliveringHalfKnowTheReceivingHalf(String bundle) throws IOException {
        assertEquals(Set.of(), graph("org.estreamer." + bundle).to(RECEIVING));
    }

    @Test
    void shouldHaveNoCycleBetweenThePackagesOfABundle() throws IOException {
        Map<Path, Set<Set<String>>> cycles = new TreeMap<>();
        for (Path jar : Distribution.ownBundles()) {
            cycles.put(jar, ClassGraph.of(jar).packages().cycles());
        }
        cycles.values().removeIf(Set::isEmpty);
        assertEquals(Map.of(), cycles);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dispatcher", "metadata", "transport", "deployer"})
    void shouldHaveNoCycleBetweenTheClassesOfABundle(String bundle) throws IOException {
        assertEquals(Set.of(), graph("org.estreamer." + bundle).cycles());
    }

    @Test
    void shouldSeeWhatItLooksFor() throws IOException {
        assertFalse(graph("org.estreamer.dispatcher").to(DELIVERING).isEmpty());
        assertFalse(graph("org.estreamer.session").to(RECEIVING).isEmpty());
    }

    private static ClassGraph graph(String bundle) throws IOException {
        return ClassGraph.of(Distribution.bundle(bundle));
    }
}
