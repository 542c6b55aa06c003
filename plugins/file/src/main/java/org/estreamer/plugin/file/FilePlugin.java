package org.estreamer.plugin.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.estreamer.files.DurableFile;
import org.estreamer.files.FileAccess;
import org.estreamer.format.RecordWriter;
import org.estreamer.plugin.DurablePlugin;
import org.estreamer.plugin.UnavailableException;
import org.estreamer.record.Record;

/** Writes records as lines into a file, every record exactly once. */
public final class FilePlugin implements DurablePlugin, Closeable {
    private final String name;
    private final RecordWriter writer;
    private final DurableFile output;
    private final Line line = new Line();

    /**
     * Makes a plugin. The file is opened with the first record.
     *
     * @param user    the configuration's name, for those who want to write there too
     * @param path    where to write to
     * @param access  who may read it
     * @param writer  how a record is written
     * @param notices receives what an operator should know
     */
    FilePlugin(String user, Path path, FileAccess access, RecordWriter writer, Consumer<String> notices) {
        this.name = path.getFileName().toString();
        this.writer = writer;
        this.output = new DurableFile(path.resolveSibling(name + ".position"), path, user, access, notices);
    }

    @Override
    public void onRecord(Record record) throws IOException, UnavailableException {
        writer.write(record, line);
        if (!output.isOpen()) {
            output.begin(name);
        }
        output.append(line.bytes(), line.offset(), line.length());
    }

    @Override
    public void onIdle() throws UnavailableException {
        output.flush();
    }

    @Override
    public void persist(Map<String, byte[]> positions) throws IOException {
        output.persist(positions);
    }

    @Override
    public Optional<byte[]> resume(String server) throws IOException, UnavailableException {
        return output.resume(server);
    }

    @Override
    public void close() throws IOException {
        output.close();
    }
}
