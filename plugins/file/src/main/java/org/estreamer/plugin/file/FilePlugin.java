package org.estreamer.plugin.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
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
    private final EventJoin join;
    private final Line line = new Line();

    /**
     * Makes a plugin. The file is opened with the first record.
     *
     * @param user    the configuration's name, for those who want to write there too
     * @param path    where to write to
     * @param access  who may read it
     * @param writer  how a record is written
     * @param join     how long an intrusion event waits for its packets and extra data; zero for not at all
     * @param nanoTime a clock that never goes back
     * @param notices receives what an operator should know
     */
    FilePlugin(
            String user,
            Path path,
            FileAccess access,
            RecordWriter writer,
            Duration join,
            LongSupplier nanoTime,
            Consumer<String> notices) {
        this.name = path.getFileName().toString();
        this.writer = writer;
        this.output = new DurableFile(path.resolveSibling(name + ".position"), path, user, access, notices);
        this.join = new EventJoin(join, nanoTime, this::append);
    }

    @Override
    public void onRecord(Record record) throws IOException, UnavailableException {
        writer.write(record, line);
        join.take(record, line.bytes(), line.offset(), line.length());
    }

    private void append(byte[] bytes, int offset, int length) throws UnavailableException {
        if (!output.isOpen()) {
            output.begin(name);
        }
        output.append(bytes, offset, length);
    }

    @Override
    public void onIdle() throws UnavailableException {
        join.writeDue();
        output.flush();
    }

    @Override
    public void persist(Map<String, byte[]> positions) throws IOException {
        output.persist(join.wrap(positions));
    }

    @Override
    public Optional<byte[]> resume(String server) throws IOException, UnavailableException {
        Optional<byte[]> kept = output.resume(server);
        if (kept.isEmpty()) {
            join.forget(server);
            return kept;
        }
        return Optional.of(join.unwrap(server, kept.get()));
    }

    @Override
    public void close() throws IOException {
        output.close();
    }
}
