package org.estreamer.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.estreamer.files.FolderName;
import org.estreamer.files.OwnerFiles;
import org.estreamer.log.place.Places;
import org.estreamer.log.resume.DigestMemory;
import org.estreamer.log.segment.Disk;
import org.estreamer.log.server.Limits;
import org.estreamer.log.server.PluginReader;
import org.estreamer.log.server.Recent;
import org.estreamer.log.server.ServerLog;
import org.estreamer.log.server.Signal;
import org.estreamer.log.server.Surroundings;
import org.estreamer.pipeline.EventLog;
import org.estreamer.pipeline.LogCheck;
import org.estreamer.pipeline.LogHistory;
import org.estreamer.pipeline.LogPosition;
import org.estreamer.pipeline.LogReader;
import org.estreamer.pipeline.LogSpan;
import org.estreamer.pipeline.LogStart;
import org.estreamer.pipeline.LogStatus;
import org.estreamer.pipeline.LogWriter;
import org.estreamer.pipeline.MessageCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All logs below one folder, without OSGi.
 *
 * <pre>
 *   log/places                     what every plugin has finished
 *   log/NAME/NUMBER.log            a segment of the log of session NAME
 *   log/NAME/NUMBER.digests        what is left of one
 * </pre>
 */
final class Logs implements EventLog, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Logs.class);

    /** For the digests of what servers repeat, all together. */
    private static final long DIGEST_BYTES = 16 << 20;

    private final Path folder;
    private final Surroundings around;
    private final Map<String, ServerLog> logs = new ConcurrentSkipListMap<>();
    private final Upkeep upkeep;

    /**
     * Opens what is there.
     *
     * @param away after which time a plugin counts as away
     * @throws IOException if the folder cannot be used
     */
    Logs(
            Path folder,
            Limits limits,
            Duration away,
            MessageCodec codec,
            Disk disk,
            InstantSource clock,
            LongSupplier nanoTime)
            throws IOException {
        this.folder = folder;
        OwnerFiles.createFolders(folder);
        this.around = new Surroundings(
                limits,
                disk,
                codec,
                new Places(folder.resolve("places"), away, nanoTime),
                new Recent(limits.memoryBytes()),
                new DigestMemory(DIGEST_BYTES),
                clock,
                nanoTime,
                new Signal());
        openAll();
        this.upkeep = new Upkeep(logs::values, around.places(), limits.sync());
    }

    /** One log that cannot be opened is no reason to have none: its session says why when it wants to write. */
    private void openAll() throws IOException {
        try (Stream<Path> folders = Files.list(folder)) {
            for (Path one : folders.filter(Files::isDirectory).sorted().toList()) {
                String server = FolderName.decode(one.getFileName().toString());
                try {
                    logs.put(server, ServerLog.open(one, server, around));
                } catch (IOException e) {
                    LOG.error("The log of server {} in {} cannot be opened: {}", server, one, e.toString());
                }
            }
        }
    }

    @Override
    public LogWriter write(String server) throws IOException {
        try {
            return log(server).write();
        } catch (IOException e) {
            throw new IOException(
                    "the log of server " + server + " cannot be opened in " + folder + ": " + e.getMessage(), e);
        }
    }

    /** One at a time: nobody else may look at the files of a log that is being opened. */
    private synchronized ServerLog log(String server) throws IOException {
        ServerLog log = logs.get(server);
        if (log == null) {
            log = ServerLog.open(folder.resolve(FolderName.encode(server)), server, around);
            logs.put(server, log);
            around.news().give();
        }
        return log;
    }

    @Override
    public void keep(String plugin, LogStart start) {
        around.places().keep(plugin, start, logs.values());
        upkeep.savePlaces();
    }

    @Override
    public LogReader read(String plugin, boolean mayLose) {
        return new PluginReader(plugin, mayLose, logs::values, around.places(), around.news(), upkeep::syncNow);
    }

    @Override
    public LogHistory history(String server, LogSpan span, Optional<LogPosition> from) throws IOException {
        ServerLog log = logs.get(server);
        return log == null ? null : log.history(span, from);
    }

    @Override
    public boolean forget(String plugin) {
        boolean forgotten = around.places().forget(plugin);
        if (forgotten) {
            upkeep.savePlaces();
        }
        return forgotten;
    }

    @Override
    public List<LogStatus> status() {
        return logs.values().stream().map(ServerLog::status).toList();
    }

    @Override
    public LogCheck verify(String server) throws IOException {
        ServerLog log = logs.get(server);
        return log == null ? null : log.verify();
    }

    /** The logs that are there. */
    Collection<ServerLog> all() {
        return logs.values();
    }

    @Override
    public void close() {
        upkeep.close();
        for (ServerLog log : logs.values()) {
            try {
                log.close();
            } catch (IOException e) {
                LOG.error("The log of server {} could not be closed: {}", log.server(), e.toString());
            }
        }
        upkeep.savePlaces();
    }
}
