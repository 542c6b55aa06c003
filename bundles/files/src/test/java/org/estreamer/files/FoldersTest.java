package org.estreamer.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FoldersTest {
    private static final Map<String, String> KARAF = Map.of("karaf.data", "/karaf/data", "karaf.etc", "/karaf/etc");

    @Test
    void shouldTakeItsOwnPropertiesFirst() {
        Map<String, String> both = Map.of(
                "estreamer.data", "/own/data", "estreamer.etc", "/own/etc", "karaf.data", "/k", "karaf.etc", "/k");
        assertEquals(Path.of("/own/data"), Folders.data(both::get));
        assertEquals(Path.of("/own/etc"), Folders.etc(both::get));
    }

    @Test
    void shouldTakeKarafsWhereThereAreNone() {
        assertEquals(Path.of("/karaf/data/estreamer"), Folders.data(KARAF::get));
        assertEquals(Path.of("/karaf/etc"), Folders.etc(KARAF::get));
    }

    @Test
    void shouldTakeTheWorkingDirectorysInTheEnd() {
        Path here = Path.of("").toAbsolutePath();
        assertEquals(here.resolve("data"), Folders.data(property -> null));
        assertEquals(here.resolve("etc"), Folders.etc(property -> " "));
    }

    @Test
    void shouldFindWhatASettingNames() {
        assertEquals(Path.of("/karaf/data/estreamer/a/b"), Folders.resolve(KARAF::get, "a/b"));
        assertEquals(Path.of("/x/a"), Folders.resolve(KARAF::get, "/x/a"));
        assertEquals(Path.of("data/a").toAbsolutePath(), Folders.resolve(property -> null, "a"));
    }
}
