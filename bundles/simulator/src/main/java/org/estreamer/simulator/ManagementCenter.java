package org.estreamer.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.estreamer.pipeline.log.LogFiles;
import org.estreamer.pipeline.message.Message.EventStreamRequest;
import org.estreamer.pipeline.message.Message.Service;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.simulator.capture.Captures;
import org.estreamer.simulator.history.History;
import org.estreamer.simulator.history.HistorySource;
import org.estreamer.simulator.history.Outbox;
import org.estreamer.simulator.history.RecordOrder;
import org.estreamer.simulator.history.Renaming;
import org.estreamer.simulator.keys.KeyFolder;
import org.estreamer.simulator.server.EventServer;
import org.estreamer.simulator.server.Source;
import org.estreamer.simulator.server.Subscription;
import org.estreamer.simulator.settings.Delivery;
import org.estreamer.simulator.settings.Settings;
import org.estreamer.simulator.template.TemplateFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running stand-in: its keys, its history or captured stream, and its server. */
public final class ManagementCenter implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ManagementCenter.class);

    private final Settings settings;
    private final MessageCodec codec;
    private final History history;
    private final Renaming renaming;
    private final Captures captures;
    private final KeyFolder keys;
    private final EventServer server;
    private final AtomicInteger connections = new AtomicInteger();

    /**
     * Starts.
     *
     * @param name     the name of the configuration
     * @param settings what to do
     * @param data     where the keys are, and where a relative replay path begins
     * @param codec    knows the layouts
     * @param files    reads logs; null where nobody does
     * @param clock    tells the time
     * @throws IllegalArgumentException for a setting that cannot be followed, with a sentence that names its key
     */
    public ManagementCenter(
            String name, Settings settings, Path data, MessageCodec codec, LogFiles files, InstantSource clock) {
        this.settings = settings;
        this.codec = codec;
        this.history = new History(settings, clock);
        long renamedAfter = settings.delivery().metadataChangeAfterRecords();
        this.renaming = new Renaming(renamedAfter == 0 ? Long.MAX_VALUE : history.first() + renamedAfter);
        this.captures = settings.replay().isEmpty() ? null : new Captures(data.resolve(settings.replay()), files);
        this.keys = open(keys(data, name));
        this.server = server(name);
        announce(name);
    }

    public InetAddress address() {
        return server.address();
    }

    public int port() {
        return server.port();
    }

    public KeyFolder keys() {
        return keys;
    }

    @Override
    public void close() {
        server.close();
        try {
            keys.withdraw();
        } catch (IOException e) {
            LOG.warn("Simulator: {} cannot be changed: {}", keys.folder(), describe(e));
        }
    }

    private void announce(String name) {
        try {
            keys.announce(port());
        } catch (IOException e) {
            LOG.warn("Simulator {}: its port is not known to a check: {}", name, describe(e));
        }
    }

    private Source open(EventStreamRequest request, Service service) throws IOException {
        Delivery delivery = settings.delivery();
        if (captures != null) {
            return captures.open(settings.rate(), service == null ? 0 : delivery.bundleRecords());
        }
        Subscription asked = Subscription.of(request, service);
        Subscription subscription = delivery.archiveTimestamps() ? asked : asked.withShortHeader();
        int connection = connections.incrementAndGet();
        Outbox outbox = service == null
                ? Outbox.ofMessages()
                : Outbox.ofBundles(connection, delivery.bundleRecords(connection, settings.seed()));
        return new HistorySource(
                history,
                new RecordOrder(history, delivery, connection, request.timestamp()),
                new TemplateFactory(codec, subscription),
                subscription,
                renaming,
                outbox,
                delivery.cutAfter(connection));
    }

    /** The folder with the keys of a simulator. */
    static Path keys(Path data, String name) {
        return data.resolve("simulator-" + name);
    }

    private static KeyFolder open(Path folder) {
        try {
            return KeyFolder.open(folder);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the keys in " + folder + " cannot be used: " + describe(e)
                            + "; remove the folder to have new ones made",
                    e);
        }
    }

    private EventServer server(String name) {
        try {
            return new EventServer(name, settings, keys.serverSockets(), codec, this::open);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "cannot listen on address=" + settings.address().getHostAddress() + " port=" + settings.port()
                            + ": " + describe(e),
                    e);
        }
    }

    private static String describe(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
