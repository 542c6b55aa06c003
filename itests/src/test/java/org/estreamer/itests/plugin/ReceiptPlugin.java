package org.estreamer.itests.plugin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.estreamer.plugin.Plugin;
import org.estreamer.record.Record;

/**
 * Notes every event in a file, with the process that got it, before it takes the next one: what was given stays noted when
 * the process is killed. It keeps no position, so it is given every event at least once.
 */
public final class ReceiptPlugin implements Plugin {
    private final Path file;
    private final long process = ProcessHandle.current().pid();

    /** Makes a plugin that appends to a file. */
    public ReceiptPlugin(Path file) {
        this.file = file;
    }

    @Override
    public void onRecord(Record record) throws IOException {
        if (record.archiveTimestamp() > 0) {
            String line = process + " " + record.archiveTimestamp() + " " + Long.toHexString(record.digest()) + "\n";
            Files.write(
                    file,
                    line.getBytes(StandardCharsets.US_ASCII),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.APPEND);
        }
    }
}
