package org.estreamer.itests.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.estreamer.plugin.Plugin;
import org.estreamer.record.Record;

/** Counts records, and keeps the count in a file so that a test outside the framework can see it. */
public final class TallyPlugin implements Plugin {
    private final Path file;
    private long count;

    /**
     * Makes a plugin.
     *
     * @param file where the count goes
     */
    public TallyPlugin(Path file) {
        this.file = file;
    }

    @Override
    public void onRecord(Record record) throws IOException {
        count++;
        if (count == 1) {
            write();
        }
    }

    @Override
    public void onIdle() throws IOException {
        write();
    }

    private void write() throws IOException {
        Files.writeString(file, Long.toString(count));
    }
}
