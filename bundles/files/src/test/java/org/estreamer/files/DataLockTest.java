package org.estreamer.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLockTest {
    @TempDir
    Path data;

    @Test
    void shouldRefuseAFolderThatAnotherRuntimeUsesUntilItIsFree() throws Exception {
        try (DataLock first = DataLock.take(data.resolve("new"))) {
            assertEquals(DataLock.class, first.getClass());
            IOException refused = assertThrows(IOException.class, () -> DataLock.take(data.resolve("new")));
            assertTrue(refused.getMessage().contains("another runtime uses the data folder"), refused.getMessage());
        }
        DataLock.take(data.resolve("new")).close();
    }
}
