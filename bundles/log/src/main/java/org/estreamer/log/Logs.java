package org.estreamer.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
import org.estreamer.pipeline.log.EventLog;
import org.estreamer.pipeline.log.LogCheck;
import org.estreamer.pipeline.log.LogHistory;
import org.estreamer.pipeline.log.LogPosition;
import org.estreamer.pipeline.log.LogReader;
import org.estreamer.pipeline.log.LogSpan;
import org.estreamer.pipeline.log.LogStart;
import org.estreamer.pipeline.log.LogStatus;
import org.estreamer.pipeline.log.LogWriter;
import org.estreamer.pipeline.log.UnclaimedLogException;
import org.estreamer.pipeline.message.MessageCodec;
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

    /** How the name of a folder begins whose log is gone; none of a session's does. */
    private static final String GONE = ".gone-";

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
        around.places().compare(logs.values());
        this.upkeep = new Upkeep(logs::values, around.places(), limits.sync());
    }

    /** One log that cannot be opened is no reason to have none: its session says why when it wants to write. */
    private void openAll() throws IOException {
        try (Stream<Path> folders = Files.list(folder)) {
            for (Path one : folders.filter(Files::isDirectory).sorted().toList()) {
                String server = FolderName.decode(one.getFileName().toString());
                try {
                    if (server.startsWith(GONE)) {
                        delete(one);
                    } else {
                        logs.put(server, open(one, server));
                    }
                } catch (IOException e) {
                    LOG.error("The log of server {} in {} cannot be opened: {}", server, one, e.toString());
                }
            }
        }
    }

    @Override
    public synchronized LogWriter write(String server, String address) throws IOException {
        requireClaimed(server, address);
        try {
            return log(server).write(address);
        } catch (IOException e) {
            throw new IOException(
                    "the log of server " + server + " cannot be opened in " + folder + ": " + e.getMessage(), e);
        }
    }

    /** A server's history must not be repeated into the same outputs because its session has another name. */
    private void requireClaimed(String server, String address) throws UnclaimedLogException {
        ServerLog own = logs.get(server);
        if (address.isEmpty() || (own != null && own.isBegun())) {
            return;
        }
        for (ServerLog other : logs.values()) {
            if (other != own && address.equalsIgnoreCase(other.address()) && !other.isWritten()) {
                throw new UnclaimedLogException("the log of session " + other.server() + " is of " + address
                        + " as well, and no session writes it. If this session is that one with another name, say"
                        + " estreamer:log rename " + other.server() + " " + server
                        + "; if that log is to go, say estreamer:log forget " + other.server()
                        + ". Nothing is received until then, and nothing is lost: the server keeps it");
            }
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        upkeep.pausedFor(() -> renameUnwritten(from, to));
        upkeep.savePlaces();
    }

    private synchronized void renameUnwritten(String from, String to) throws IOException {
        ServerLog log = unwritten(from);
        ServerLog there = logs.get(to);
        if (there != null) {
            if (there == log || unwritten(to).isBegun()) {
                throw new IOException("the log of " + to + " has records of its own; nothing was renamed");
            }
            remove(there, "the log of " + from + " takes its place");
        }
        log.leave("the log of server " + from + " is that of " + to + " from now on");
        logs.remove(from);
        try {
            move(path(from), path(to));
            LOG.info("The log of server {} is that of {} from now on", from, to);
        } finally {
            String name = Files.exists(path(from)) ? from : to;
            logs.put(name, ServerLog.open(path(name), name, around));
            around.news().give();
        }
    }

    @Override
    public void forgetLog(String server) throws IOException {
        upkeep.pausedFor(() -> removeUnwritten(server));
        upkeep.savePlaces();
    }

    private synchronized void removeUnwritten(String server) throws IOException {
        remove(unwritten(server), "the log of server " + server + " was let go of");
    }

    private ServerLog unwritten(String server) throws IOException {
        ServerLog log = logs.get(server);
        if (log == null) {
            throw new IOException("there is no log of " + server);
        }
        if (log.isWritten()) {
            throw new IOException("a session writes the log of " + server + ": remove its configuration first");
        }
        return log;
    }

    /** In one step, wherever the process is killed: a folder of this name is deleted at the next start. */
    private void remove(ServerLog log, String why) throws IOException {
        Path gone = folder.resolve(GONE + UUID.randomUUID());
        log.leave(why);
        logs.remove(log.server());
        try {
            move(path(log.server()), gone);
        } finally {
            if (Files.exists(path(log.server()))) {
                logs.put(log.server(), ServerLog.open(path(log.server()), log.server(), around));
            }
            around.news().give();
        }
        around.places().forgetLog(log);
        LOG.info(
                "The log of server {} was let go of, with records {} to {}", log.server(), log.oldest(), log.end() - 1);
        delete(gone);
    }

    private Path path(String server) {
        return folder.resolve(FolderName.encode(server));
    }

    private void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        OwnerFiles.syncFolder(folder);
    }

    private static void delete(Path gone) throws IOException {
        try (Stream<Path> files = Files.list(gone)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(gone);
    }

    /** One at a time: nobody else may look at the files of a log that is being opened. */
    private synchronized ServerLog log(String server) throws IOException {
        ServerLog log = logs.get(server);
        if (log == null) {
            log = open(path(server), server);
            logs.put(server, log);
            around.news().give();
        }
        return log;
    }

    /** Places and positions tell logs apart by their ids: two with one id would take each other's for their own. */
    private ServerLog open(Path one, String server) throws IOException {
        ServerLog log = ServerLog.open(one, server, around);
        for (ServerLog other : logs.values()) {
            if (other.id() == log.id()) {
                log.close();
                throw new IOException(one + " is a copy of the log of server " + other.server()
                        + ", which is open: move one of the two folders out of " + folder);
            }
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
