package org.estreamer.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.estreamer.bench.plugin.CountFile;
import org.estreamer.codec.LayoutCodec;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.transport.ConnectProgress;
import org.estreamer.pipeline.transport.Connection;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.request.EventRequest;
import org.estreamer.transport.TlsTransport;

/**
 * What receiving costs at least: reads with the project's TLS, discards, acknowledges.
 *
 * <pre>
 *   message  | version | type | length | content |
 *   bundle   | connection id | sequence | message | message | ...
 * </pre>
 */
public final class Drain {
    private static final int HEADER = 8;
    private static final int BUNDLE_HEADER = 8;
    private static final int EVENT_DATA = 4;
    private static final int STREAMING_INFORMATION = 2051;
    private static final int BUNDLE = 4002;

    private final MessageCodec codec = new LayoutCodec();
    private final EventRequest request = EventRequest.builder().build();
    private final byte[] acknowledgement = codec.encode(new Message.Null());
    private final AtomicLong count = new AtomicLong();
    private final Connection connection;
    private byte[] content = new byte[1 << 20];

    private Drain(Connection connection) {
        this.connection = connection;
    }

    /** Takes a session's configuration, and the file where the count goes. */
    public static void main(String[] args) throws Exception {
        try (Connection connection = new TlsTransport().connect(endpoint(Path.of(args[0])), ConnectProgress.NONE)) {
            Drain drain = new Drain(connection);
            try (CountFile file = new CountFile(Path.of(args[1]), drain.count::getAcquire)) {
                drain.run();
            }
        }
    }

    private static Endpoint endpoint(Path settings) throws IOException {
        Properties session = new Properties();
        try (Reader reader = Files.newBufferedReader(settings)) {
            session.load(reader);
        }
        return new Endpoint(
                "drain",
                session.getProperty("host"),
                Integer.parseInt(session.getProperty("port")),
                Path.of(session.getProperty("identity")),
                null,
                session.getProperty("identityPassword"),
                null,
                null,
                false,
                List.of("1.2", "1.3"),
                Duration.ofSeconds(20),
                Duration.ofSeconds(120));
    }

    /** Ends only as the connection does. */
    private void run() throws IOException {
        send(codec.encode(request.eventStreamRequest()));
        InputStream input = connection.input();
        DataInputStream in = new DataInputStream(input);
        byte[] header = new byte[HEADER];
        while (true) {
            in.readFully(header);
            ByteBuffer fields = ByteBuffer.wrap(header);
            int type = Short.toUnsignedInt(fields.getShort(2));
            int length = Objects.checkIndex(fields.getInt(4), MessageCodec.DEFAULT_MAX_MESSAGE_BYTES + 1);
            if (length > content.length) {
                content = new byte[length];
            }
            in.readFully(content, 0, length);
            take(type, length);
        }
    }

    private void take(int type, int length) throws IOException {
        if (type == BUNDLE) {
            count.setRelease(count.getPlain() + recordsIn(ByteBuffer.wrap(content, 0, length)));
            send(acknowledgement);
        } else if (type == EVENT_DATA) {
            count.setRelease(count.getPlain() + 1);
            send(acknowledgement);
        } else if (type == STREAMING_INFORMATION) {
            send(codec.encode(request.streamingRequest()));
        }
    }

    /** How many event messages a bundle holds. */
    static int recordsIn(ByteBuffer bundle) {
        int records = 0;
        int at = BUNDLE_HEADER;
        while (at + HEADER <= bundle.limit()) {
            if (bundle.getShort(at + 2) == EVENT_DATA) {
                records++;
            }
            int length = bundle.getInt(at + 4);
            if (length < 0 || length > bundle.limit() - at - HEADER) {
                throw new IllegalStateException("a message in the bundle claims " + length + " bytes");
            }
            at += HEADER + length;
        }
        return records;
    }

    private void send(byte[] message) throws IOException {
        connection.output().write(message);
        connection.output().flush();
    }
}
