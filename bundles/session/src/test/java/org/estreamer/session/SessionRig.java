package org.estreamer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.estreamer.pipeline.CapturedLog;
import org.estreamer.pipeline.message.Message;
import org.estreamer.request.EventRequest;
import org.junit.jupiter.api.AfterEach;

/** A session that talks to a scripted server, and all that is said. */
abstract class SessionRig {
    static final EventRequest EXTENDED = EventRequest.builder().build();
    static final EventRequest PLAIN =
            EventRequest.builder().flags("ids_1, metadata_v4, timestamp").build();

    final RiggedLog log = new RiggedLog();
    final KnownMetadata metadata = new KnownMetadata();
    /** From before the session begins: it may have said something before a test goes on. */
    final CapturedLog said = new CapturedLog();

    final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
    ScriptedServer server;
    ServerSession session;

    @AfterEach
    void stop() throws IOException {
        said.close();
        // before the end: what the client says to leave may come in the middle of a script
        List<Exception> failures = server == null ? List.of() : List.copyOf(server.failures());
        session.stop();
        if (server != null) {
            server.close();
        }
        assertEquals(List.of(), failures);
    }

    void start(EventRequest request, ScriptedServer.Script... scripts) throws IOException {
        start(request, Duration.ofSeconds(20), scripts);
    }

    void start(EventRequest request, Duration readTimeout, ScriptedServer.Script... scripts) throws IOException {
        server = new ScriptedServer(scripts);
        session = new ServerSession(
                Plans.to(server.port(), request, readTimeout),
                new PlainTransport(),
                ScriptedServer.CODEC,
                log,
                metadata);
        session.start();
    }

    List<Long> seconds(int count) throws IOException, InterruptedException {
        List<Long> seconds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            seconds.add(log.take().archiveTimestamp());
        }
        return seconds;
    }

    Message heard() throws InterruptedException {
        Message message = heard.poll(30, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("the client said nothing more");
        }
        return message;
    }

    static byte[] head(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static void awaitUnchecked(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
