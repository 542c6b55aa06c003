package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path data;

    @Test
    void shouldRefuseAFolderThatAnotherRuntimeUsesUntilItIsFree() throws Exception {
        try (DataFolder first = DataFolder.take(data.resolve("new"))) {
            assertEquals(DataFolder.class, first.getClass());
            IOException refused = assertThrows(IOException.class, () -> DataFolder.take(data.resolve("new")));
            assertTrue(refused.getMessage().contains("another runtime uses the data folder"), refused.getMessage());
        }
        DataFolder.take(data.resolve("new")).close();
    }

    @Test
    void shouldFindTheFolderByTheFrameworkProperties() {
        assertEquals(Path.of("a"), DataFolder.path(Map.of("estreamer.data", "a", "karaf.data", "k")::get));
        assertEquals(Path.of("k/estreamer"), DataFolder.path(Map.of("karaf.data", "k")::get));
        assertEquals(Path.of("data"), DataFolder.path(key -> null));
    }
}
