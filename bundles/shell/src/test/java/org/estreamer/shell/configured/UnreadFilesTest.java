package org.estreamer.shell.configured;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnreadFilesTest {
    private static final Set<String> READERS = Set.of(
            "org.estreamer.session",
            "org.estreamer.plugin.file",
            "com.example.plugin",
            "org.estreamer.deployer",
            "org.estreamer.log");

    @Test
    void shouldSuggestTheNearestPid() {
        assertEquals(
                Map.of(
                        "org.estreamer.sesion-hq.cfg",
                        "nothing that is here is configured by org.estreamer.sesion; did you mean org.estreamer.session?"
                                + " Rename the file, or install the plugin that it is for"),
                UnreadFiles.unread(Map.of("org.estreamer.sesion-hq.cfg", "org.estreamer.sesion"), READERS));
    }

    @Test
    void shouldTellOfAFileWithoutAnythingNearIt() {
        assertEquals(
                Map.of(
                        "org.estreamer.x.cfg",
                        "nothing that is here is configured by abcdefghijklm; rename the file, or install the plugin"
                                + " that it is for"),
                UnreadFiles.unread(Map.of("org.estreamer.x.cfg", "abcdefghijklm"), READERS));
    }

    @Test
    void shouldKeepQuietAboutWhatIsReadOrNotOurs() {
        assertEquals(
                Map.of(),
                UnreadFiles.unread(
                        Map.of(
                                "org.estreamer.plugin.file-all.cfg", "org.estreamer.plugin.file",
                                "org.estreamer.deployer.cfg", "org.estreamer.deployer",
                                "org.estreamer.log.cfg", "org.estreamer.log",
                                "com.example.other.cfg", "com.example.other"),
                        READERS));
    }
}
