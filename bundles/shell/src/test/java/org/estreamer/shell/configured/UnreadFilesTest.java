package org.estreamer.shell.configured;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void shouldSayHowAFileIsCalledThatHasATilde() {
        Map<String, String> unread =
                UnreadFiles.unread(Map.of("org.estreamer.session~hq.cfg", "org.estreamer.session~hq"), READERS);
        assertEquals(
                Map.of(
                        "org.estreamer.session~hq.cfg",
                        "nothing that is here is configured by org.estreamer.session~hq; rename the file to"
                                + " org.estreamer.session-hq.cfg"),
                unread);
    }

    @Test
    void shouldNameTheOtherFileWhereOneWithATildeHasTakenThePid() {
        String advice = UnreadFiles.unread(Map.of("org.estreamer.session-hq.cfg", "org.estreamer.session~hq"), READERS)
                .get("org.estreamer.session-hq.cfg");
        assertTrue(advice.endsWith("remove the file for the same that has ~ in its name, and start anew"), advice);
    }

    @Test
    void shouldTakeANameThatIsASlipAwayFromOursForOurs() {
        Map<String, String> unread = UnreadFiles.unread(
                Map.of(
                        "org.estraemer.session-hq.cfg", "org.estraemer.session",
                        "estreamer.session-hq.cfg", "estreamer.session",
                        "org.apache.karaf.log.cfg", "org.apache.karaf.log",
                        "org.ops4j.pax.logging.cfg", "org.ops4j.pax.logging"),
                READERS);
        assertEquals(Set.of("org.estraemer.session-hq.cfg", "estreamer.session-hq.cfg"), unread.keySet());
        unread.values().forEach(advice -> assertTrue(advice.contains("did you mean org.estreamer.session?"), advice));
    }

    @Test
    void shouldTellOfANameThatDoesNotEndAsAConfigurationsDoes(@TempDir Path etc) throws Exception {
        for (String name : List.of(
                "org.estreamer.session-a.cgf",
                "org.estreamer.session-b.cfg.txt",
                "org.estreamer.session-c.cfg",
                "org.estreamer.session-d.cfg.sample",
                "org.estreamer.session-e.cfg.bak",
                "notes.conf")) {
            Files.writeString(etc.resolve(name), "");
        }
        assertEquals(
                Map.of(
                        "org.estreamer.session-a.cgf",
                        "it is not read: rename it to org.estreamer.session-a.cfg",
                        "org.estreamer.session-b.cfg.txt",
                        "it is not read: rename it to org.estreamer.session-b.cfg"),
                UnreadFiles.misspelt(etc));
        assertEquals(Map.of(), UnreadFiles.misspelt(etc.resolve("none")));
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
