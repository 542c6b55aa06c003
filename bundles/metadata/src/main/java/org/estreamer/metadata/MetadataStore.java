package org.estreamer.metadata;

import java.time.Duration;
import java.util.List;
import org.estreamer.files.Folders;
import org.estreamer.metadata.names.NameTable;
import org.estreamer.metadata.names.NameTableParser;
import org.estreamer.pipeline.log.EventLog;
import org.estreamer.pipeline.log.LogBatch;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.metadata.Metadata;
import org.estreamer.pipeline.metadata.NameResolver;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows the newest metadata of every server, and keeps them in the folder {@code metadata} of the data folder. */
@Component(immediate = true)
public final class MetadataStore implements Metadata, NameResolver {
    private static final Logger LOG = LoggerFactory.getLogger(MetadataStore.class);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(8);

    private final MessageCodec codec;
    private final NameTable table = NameTableParser.standard();
    private final LogFollower follower;
    private final Thread thread;

    /**
     * Begins to read the logs.
     *
     * @param context the bundle's context
     * @param log     what has arrived
     * @param codec   makes records of what is kept
     */
    @Activate
    public MetadataStore(BundleContext context, @Reference EventLog log, @Reference MessageCodec codec) {
        this.codec = codec;
        follower =
                new LogFollower(log, codec, Folders.resolve(context::getProperty, "metadata"), table, System::nanoTime);
        thread = new Thread(follower, "estreamer-metadata");
        thread.setDaemon(true);
        if (!Folders.onlyLooks(context::getProperty)) {
            thread.start();
        }
    }

    @Deactivate
    void stop() {
        follower.stop();
        try {
            thread.join(STOP_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn(
                    "The metadata are not kept, because the log or its disk does not answer: they are read from the log"
                            + " again after the restart");
            thread.interrupt();
        }
    }

    @Override
    public boolean isKnown(Record record, long changed) {
        ServerMetadata server = follower.of(record.server());
        return server != null && server.isKnown(record, changed);
    }

    @Override
    public List<RecordBatch> current(String server, long before) {
        ServerMetadata known = follower.of(server);
        return known == null ? List.of() : known.current(before);
    }

    @Override
    public void name(LogBatch batch) {
        batch.records().nameBy(follower.names(batch.server()), batch.first());
    }

    @Override
    public void nameByToday(RecordBatch batch) {
        batch.nameBy(follower.names(batch.server()).today(), 0);
    }

    @Override
    public StreamNames ofStream(String server) {
        return new StreamMetadata(server, codec, table);
    }
}
