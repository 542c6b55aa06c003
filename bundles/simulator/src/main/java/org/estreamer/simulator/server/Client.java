package org.estreamer.simulator.server;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.message.Message.EventStreamRequest;
import org.estreamer.pipeline.message.Message.Service;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.message.MessageReader;
import org.estreamer.pipeline.message.StreamFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client: handshake, request, then events until either side ends it. Its own thread sends; a second one, once events
 * flow, listens for acknowledgements.
 *
 * <p>Without the extended flag single messages go out, and after every burst nothing until a null came. With it bundles
 * go out, each to be acknowledged by one null; {@value #BUNDLES_AHEAD} may be on their way. Whoever is idle that long
 * gets a null.
 */
final class Client implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Client.class);
    private static final int BUNDLES_AHEAD = 8;
    private static final int BURSTS_AHEAD = 1;
    private static final int REQUEST_MILLIS = 30_000;
    private static final int LONGEST_REQUEST = 1 << 20;
    private static final int FAREWELL_MILLIS = 1_000;
    private static final int REFUSED = 1;

    private final String name;
    private final Socket raw;
    private final SSLSocketFactory tls;
    private final MessageCodec codec;
    private final Source.Supply supply;
    private final long keepAliveNanos;
    private SSLSocket socket;
    private OutputStream out;

    /**
     * Takes over an accepted connection.
     *
     * @param name             for the log and the thread names
     * @param raw              the TCP connection; closing it ends everything at once
     * @param tls              makes it a TLS one
     * @param codec            reads and writes its messages
     * @param supply           has the events
     * @param keepAliveSeconds how long it may be idle
     */
    Client(
            String name,
            Socket raw,
            SSLSocketFactory tls,
            MessageCodec codec,
            Source.Supply supply,
            int keepAliveSeconds) {
        this.name = name;
        this.raw = raw;
        this.tls = tls;
        this.codec = codec;
        this.supply = supply;
        this.keepAliveNanos = TimeUnit.SECONDS.toNanos(keepAliveSeconds);
    }

    /** Ends the connection without a farewell, as a server that shuts down does. */
    void abort() {
        try {
            raw.close();
        } catch (IOException e) {
            LOG.debug("{}: close failed", name, e);
        }
    }

    @Override
    public void run() {
        try (raw;
                SSLSocket accepted = (SSLSocket) tls.createSocket(raw, null, true)) {
            socket = accepted;
            raw.setTcpNoDelay(true);
            raw.setSoTimeout(REQUEST_MILLIS);
            socket.setNeedClientAuth(true);
            socket.startHandshake();
            out = socket.getOutputStream();
            try (MessageReader reader = codec.reader(name, socket.getInputStream(), LONGEST_REQUEST)) {
                converse(reader);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.info("{}: the connection ended: {}", name, e.getMessage());
            LOG.debug("{}: details", name, e);
        }
    }

    private void converse(MessageReader reader) throws IOException, InterruptedException {
        Message last;
        try {
            last = serve(reader);
        } catch (StreamFault | SocketTimeoutException e) {
            last = new Message.Error(REFUSED, "no message can be read: " + e.getMessage());
        }
        if (last instanceof Message.Error error) {
            LOG.info("{}: refused: {}", name, error.text());
            send(error);
        }
    }

    /** Serves the client to its end; what to tell it last, or null. */
    private Message serve(MessageReader reader) throws IOException, InterruptedException {
        Message first = reader.next();
        if (first == null) {
            return null;
        }
        if (!(first instanceof EventStreamRequest request)) {
            return new Message.Error(
                    REFUSED, "the first message must be an event stream request, not " + describe(first));
        }
        if (!Subscription.isExtended(request)) {
            return stream(reader, supply.open(request, null), new Window(BURSTS_AHEAD));
        }
        send(new Message.StreamingInformation(List.of(new Service(Service.ESTREAMER, 0, 0, List.of()))));
        Message second = nextButNull(reader);
        if (!(second instanceof Message.StreamingRequest streaming)) {
            return second == null || second instanceof Message.Error
                    ? null
                    : new Message.Error(REFUSED, "a streaming request must follow, not " + describe(second));
        }
        for (Service service : streaming.services()) {
            if (service.id() == Service.ESTREAMER) {
                return stream(reader, supply.open(request, service), new Window(BUNDLES_AHEAD));
            }
        }
        return new Message.Error(REFUSED, "the only service is " + Service.ESTREAMER);
    }

    private Message stream(MessageReader reader, Source source, Window window)
            throws IOException, InterruptedException {
        LOG.info("{}: streaming", name);
        raw.setSoTimeout(0);
        Thread sender = Thread.currentThread();
        Thread listener = new Thread(() -> listen(reader, window, sender), sender.getName() + "-listener");
        listener.setDaemon(true);
        listener.start();
        try (source) {
            long lastSent = System.nanoTime();
            while (!window.isEnded() && !source.isOver()) {
                long idleLeft = lastSent + keepAliveNanos - System.nanoTime();
                if (window.awaitTurn(source.nanosUntilDue(), idleLeft)) {
                    if (source.send(out)) {
                        window.sent();
                    }
                    lastSent = System.nanoTime();
                } else if (!window.isEnded()) {
                    send(new Message.Null());
                    lastSent = System.nanoTime();
                }
            }
            if (source.isOver()) {
                cut(window);
            }
        }
        return window.farewell();
    }

    /** Closes without a farewell. The client may read what is on its way: a connection closed at once would lose it. */
    private void cut(Window window) throws IOException, InterruptedException {
        LOG.info("{}: cut after as many records as the settings say", name);
        socket.shutdownOutput();
        window.awaitTurn(Long.MAX_VALUE, TimeUnit.MILLISECONDS.toNanos(FAREWELL_MILLIS));
    }

    private void listen(MessageReader reader, Window window, Thread sender) {
        Message last = null;
        try {
            Message message = reader.next();
            while (message instanceof Message.Null || message instanceof Message.HostRequest) {
                if (message instanceof Message.Null) {
                    window.acknowledged();
                }
                message = reader.next();
            }
            last = farewell(message);
        } catch (StreamFault e) {
            last = new Message.Error(REFUSED, "no message can be read: " + e.getMessage());
        } catch (IOException e) {
            LOG.debug("{}: the client is gone", name, e);
        }
        window.end(last);
        abortUnlessDone(sender);
    }

    private Message farewell(Message message) {
        if (message instanceof Message.Error error) {
            LOG.info("{}: the client ends the session: {} (code {})", name, error.text(), error.code());
            return null;
        }
        return message == null
                ? null
                : new Message.Error(REFUSED, "a request cannot be changed in a session by " + describe(message));
    }

    /** A client that does not read any more must not keep the sender. */
    private void abortUnlessDone(Thread sender) {
        try {
            sender.join(FAREWELL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        abort();
    }

    private Message nextButNull(MessageReader reader) throws IOException {
        Message message = reader.next();
        while (message instanceof Message.Null) {
            message = reader.next();
        }
        return message;
    }

    private void send(Message message) throws IOException {
        out.write(codec.encode(message));
        out.flush();
    }

    private static String describe(Message message) {
        return message instanceof Message.Unknown unknown
                ? "a message of type " + unknown.type()
                : message.getClass().getSimpleName();
    }
}
