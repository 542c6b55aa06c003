package org.estreamer.log;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estreamer.files.DataLock;
import org.estreamer.files.Folders;
import org.estreamer.log.segment.Disk;
import org.estreamer.pipeline.log.EventLog;
import org.estreamer.pipeline.log.LogCheck;
import org.estreamer.pipeline.log.LogHistory;
import org.estreamer.pipeline.log.LogPosition;
import org.estreamer.pipeline.log.LogReader;
import org.estreamer.pipeline.log.LogSpan;
import org.estreamer.pipeline.log.LogStart;
import org.estreamer.pipeline.log.LogStatus;
import org.estreamer.pipeline.log.LogWriter;
import org.estreamer.pipeline.message.MessageCodec;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The logs in the data folder, which it takes for this runtime. */
@Component(name = "org.estreamer.log", immediate = true)
@Designate(ocd = LogConfiguration.class)
public final class SegmentedEventLog implements EventLog {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentedEventLog.class);

    private final DataLock lock;
    private final Logs logs;
    private final List<String> faults;

    /**
     * Opens the logs.
     *
     * @param context       the bundle's
     * @param codec         makes records of bytes
     * @param configuration what the operator has set
     * @param properties    the same by name, and what nobody reads
     * @throws IOException if the data folder cannot be used, or another runtime uses it
     */
    @Activate
    public SegmentedEventLog(
            BundleContext context,
            @Reference MessageCodec codec,
            LogConfiguration configuration,
            Map<String, Object> properties)
            throws IOException {
        ConfiguredLimits settings = ConfiguredLimits.of(configuration, properties);
        faults = settings.faults();
        if (Folders.onlyLooks(context::getProperty)) {
            lock = null;
            logs = null;
            return;
        }
        Path data = Folders.data(context::getProperty);
        try {
            lock = DataLock.take(data);
        } catch (IOException e) {
            LOG.error("Nothing is received, and no plugin gets records: {}", e.getMessage());
            throw e;
        }
        logs = open(data.resolve("log"), codec, settings);
    }

    private Logs open(Path folder, MessageCodec codec, ConfiguredLimits settings) throws IOException {
        Logs opened = null;
        try {
            opened = new Logs(
                    folder,
                    settings.limits(),
                    settings.away(),
                    codec,
                    Disk.REAL,
                    InstantSource.system(),
                    System::nanoTime);
            return opened;
        } catch (IOException e) {
            LOG.error("Nothing is received, and no plugin gets records: the log in {}: {}", folder, e.toString());
            throw e;
        } finally {
            if (opened == null) {
                lock.close();
            }
        }
    }

    /**
     * Closes the logs.
     *
     * @throws IOException if the data folder's lock could not be given back
     */
    @Deactivate
    public void stop() throws IOException {
        if (logs != null) {
            logs.close();
            lock.close();
        }
    }

    @Override
    public LogWriter write(String server, String address) throws IOException {
        return logs().write(server, address);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        logs().rename(from, to);
    }

    @Override
    public void forgetLog(String server) throws IOException {
        logs().forgetLog(server);
    }

    @Override
    public void keep(String plugin, LogStart start) {
        logs().keep(plugin, start);
    }

    @Override
    public LogReader read(String plugin, boolean mayLose) {
        return logs().read(plugin, mayLose);
    }

    @Override
    public LogHistory history(String server, LogSpan span, Optional<LogPosition> from) throws IOException {
        return logs().history(server, span, from);
    }

    @Override
    public boolean forget(String plugin) {
        return logs().forget(plugin);
    }

    @Override
    public List<LogStatus> status() {
        return logs == null ? List.of() : logs.status();
    }

    @Override
    public LogCheck verify(String server) throws IOException {
        return logs().verify(server);
    }

    private Logs logs() {
        if (logs == null) {
            throw new IllegalStateException("this command works without the log");
        }
        return logs;
    }

    @Override
    public List<String> faults() {
        return faults;
    }
}
