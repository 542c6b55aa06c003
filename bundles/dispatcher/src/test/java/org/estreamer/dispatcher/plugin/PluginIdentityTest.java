package org.estreamer.dispatcher.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PluginIdentityTest {
    private static final String FILE = "org.estreamer.plugin.file";

    @Test
    void shouldTakeTheNameOfTheConfiguration() {
        assertEquals("file~two", name(Map.of("service.pid", FILE + "~two")));
        assertEquals("file~a-b~c", name(Map.of("service.pid", FILE + "~a-b~c")));
        assertEquals(FILE, name(Map.of("service.pid", FILE)));
    }

    @Test
    void shouldTakeTheNameThatItIsGivenBeforeAnyOther() {
        assertEquals("alerts", name(Map.of("service.pid", FILE + "~two", "name", " alerts ")));
        assertEquals("file~two", name(Map.of("service.pid", FILE + "~two", "name", " ")));
        assertEquals(
                "alerts",
                PluginIdentity.of(Map.of("name", "alerts"), "a.bundle", 7).name());
    }

    /** As Karaf's console makes it: the pid is made up, and the alias stands in the name of the file. */
    @Test
    void shouldTakeTheAliasWhereAConsoleHasMadeUpThePid() {
        for (String file :
                new String[] {"file:/opt/karaf/etc/" + FILE + "-two.cfg", "/opt/karaf/etc/" + FILE + "-two.config"}) {
            assertEquals(
                    "file~two", name(Map.of("service.pid", FILE + ".8e3c-77", "felix.fileinstall.filename", file)));
        }
    }

    @Test
    void shouldNotTakeANameFromAnOrderWhereThereIsNoFile() {
        assertEquals("file~8e3c-77", name(Map.of("service.pid", FILE + ".8e3c-77", "service.factoryPid", FILE)));
    }

    @Test
    void shouldMakeWhatAPluginSaysOfItselfHarmless() {
        PluginIdentity identity = PluginIdentity.of(
                Map.of("author", "you\nERROR forged", "description", "a\u202Eb", "version", "1\u001B[2J"), "tally", 7);
        assertEquals("you ERROR forged", identity.author());
        assertEquals("a?b", identity.description());
        assertEquals("1?[2J", identity.version());
    }

    private static String name(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(properties);
        all.put("component.name", FILE);
        return PluginIdentity.of(all, "org.estreamer.plugin.file", 7).name();
    }
}
