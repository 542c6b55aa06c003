package org.estreamer.plugin.pcap;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.estreamer.files.FileAccess;
import org.estreamer.files.Folders;
import org.estreamer.plugin.DurablePlugin;
import org.estreamer.plugin.Plugin;
import org.estreamer.plugin.PluginInfo;
import org.estreamer.plugin.UnavailableException;
import org.estreamer.record.Record;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes packets into capture files, every packet exactly once: for each server a sequence of files. */
@Component(configurationPid = PcapPlugin.PID, configurationPolicy = ConfigurationPolicy.REQUIRE, service = Plugin.class)
@Designate(ocd = PcapConfiguration.class, factory = true)
@PluginInfo(
        description = "Writes packets into capture files",
        author = "estreamer",
        version = "1.0.0",
        records = "packet")
public final class PcapPlugin implements DurablePlugin {
    static final String PID = "org.estreamer.plugin.pcap";

    private static final Logger LOG = LoggerFactory.getLogger(PcapPlugin.class);
    private static final int PACKET = 2;

    private final String user;
    private volatile boolean stopped;
    private final Path folder;
    private final FileAccess access;
    private final Rotation rotation;
    private final Clock clock;
    private final Consumer<String> notices;
    private final Map<String, Capture> captures = new HashMap<>();

    /**
     * Makes a plugin. Files are opened with the first packet.
     *
     * @param settings   what the operator has set
     * @param properties the same, with the configuration's name
     * @param context    tells where the data folder is
     */
    @Activate
    public PcapPlugin(PcapConfiguration settings, Map<String, ?> properties, BundleContext context) {
        this(
                String.valueOf(properties.get("service.pid")),
                Folders.resolve(context::getProperty, settings.directory()),
                FileAccess.of(properties.get("service.pid"), settings.permissions(), settings.group()),
                Rotation.of(properties.get("service.pid"), settings.rotateSeconds(), settings.rotateMegabytes()),
                Clock.systemUTC(),
                LOG::warn);
    }

    PcapPlugin(String user, Path folder, FileAccess access, Rotation rotation, Clock clock, Consumer<String> notices) {
        this.user = user;
        this.folder = folder;
        this.access = access;
        this.rotation = rotation;
        this.clock = clock;
        this.notices = notices;
    }

    @Override
    public void onRecord(Record record) throws IOException, UnavailableException {
        if (record.type() != PACKET) {
            return;
        }
        if (record.fault() != null) {
            throw new IOException("A packet record of " + record.server() + " is broken: " + record.fault());
        }
        capture(record.server()).write(record);
    }

    @Override
    public void onIdle() throws UnavailableException {
        for (Capture capture : captures.values()) {
            capture.output().flush();
        }
    }

    @Override
    public void persist(Map<String, byte[]> positions) throws IOException {
        for (String server : positions.keySet()) {
            capture(server);
        }
        for (Map.Entry<String, Capture> one : captures.entrySet()) {
            byte[] position = positions.get(one.getKey());
            one.getValue().output().persist(position == null ? Map.of() : Map.of(one.getKey(), position));
        }
    }

    @Override
    public Optional<byte[]> resume(String server) throws IOException, UnavailableException {
        return capture(server).resume(server);
    }

    /**
     * Closes the files, all of them: one that stayed open would keep the next plugin from it.
     *
     * @throws IOException if the last packets could not be written; they come again
     */
    @Deactivate
    public void stop() throws IOException {
        stopped = true;
        List<IOException> failures = new ArrayList<>();
        for (Capture capture : captures.values()) {
            try {
                capture.output().close();
            } catch (IOException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            IOException first = failures.get(0);
            failures.subList(1, failures.size()).forEach(first::addSuppressed);
            throw first;
        }
    }

    private Capture capture(String server) throws IOException {
        if (stopped) {
            throw new IOException("The plugin was stopped, and its files may be another's by now");
        }
        return captures.computeIfAbsent(
                server, name -> new Capture(user, folder, name, access, rotation, clock, notices));
    }
}
