package org.estreamer.deployer.running;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import org.junit.jupiter.api.Test;

class PluginEntryTest {
    @Test
    void shouldLetNoFilesNameWriteALineOfTheLog() {
        File file = new File("plugins", "a\n2026-01-31 WARN forged\u001B[2J.jar");
        assertEquals("plugins/a 2026-01-31 WARN forged?[2J.jar", new PluginEntry(file, "").toString());
    }
}
