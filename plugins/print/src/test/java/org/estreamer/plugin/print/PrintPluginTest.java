package org.estreamer.plugin.print;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.estreamer.codec.LayoutCodec;
import org.estreamer.format.Format;
import org.estreamer.record.Record;
import org.junit.jupiter.api.Test;

class PrintPluginTest {
    private static final Format TYPE =
            options -> (record, out) -> out.write(("a " + record.type() + "\n").getBytes(StandardCharsets.UTF_8));

    private final Record record = new LayoutCodec().decode("lab", new byte[] {0, 0, 0, 4, 0, 0, 0, 0});

    @Test
    void shouldPrintALineForEveryRecordWhenIdle() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintPlugin plugin = new PrintPlugin(TYPE, out, true);
        plugin.onRecord(record);
        plugin.onRecord(record);
        assertEquals("", out.toString(StandardCharsets.UTF_8));
        plugin.onIdle();
        assertEquals("a 4\na 4\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldPrintWhatIsLeftWhenStopped() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintPlugin plugin = new PrintPlugin(TYPE, out, true);
        plugin.onRecord(record);
        plugin.stop();
        assertEquals("a 4\n", out.toString(StandardCharsets.UTF_8));
    }
}
