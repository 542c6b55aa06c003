package org.estreamer.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.estreamer.codec.LayoutCodec;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.message.MessageReader;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;

/** A server on loopback that plays one script for every connection, in order, and then the last one again. */
public final class ScriptedServer implements AutoCloseable {
    public static final MessageCodec CODEC = new LayoutCodec();

    /** What a server does on one connection; when it returns, the server closes it. */
    interface Script {
        void play(Peer client) throws IOException;
    }

    /** Accepts the request, sends a message, and waits until the client has gone. */
    static Script sends(Message message) {
        return sends(CODEC.encode(message));
    }

    /** Accepts the request, sends some bytes, and waits until the client has gone. */
    static Script sends(byte[] bytes) {
        return client -> {
            client.accept();
            client.send(bytes);
            client.untilGone();
        };
    }

    private final ServerSocket socket;
    private final List<Script> scripts;
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();

    private final AtomicInteger played = new AtomicInteger();

    ScriptedServer(Script... scripts) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.scripts = List.of(scripts);
        Thread thread = new Thread(this::serve, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** What scripts threw; an unmet expectation of a script is an {@link IOException} as well. */
    List<Exception> failures() {
        return failures;
    }

    /** How many connections are over. */
    int played() {
        return played.get();
    }

    private void serve() {
        for (int i = 0; !socket.isClosed(); played.set(++i)) {
            Script script = scripts.get(Math.min(i, scripts.size() - 1));
            try (Socket client = socket.accept()) {
                client.setTcpNoDelay(true);
                clients.add(client);
                script.play(new Peer(client));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    failures.add(e);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket client : clients) {
            client.close();
        }
    }

    /** A client as the server sees it. */
    static final class Peer {
        private final Socket socket;
        private final MessageReader reader;

        Peer(Socket socket) throws IOException {
            this.socket = socket;
            this.reader = CODEC.reader("client", socket.getInputStream(), 1 << 20);
        }

        Message read() throws IOException {
            return reader.next();
        }

        <T extends Message> T read(Class<T> kind) throws IOException {
            Message message = reader.next();
            if (!kind.isInstance(message)) {
                throw new IOException("expected " + kind.getSimpleName() + " but the client sent " + message);
            }
            return kind.cast(message);
        }

        void send(Message message) throws IOException {
            send(CODEC.encode(message));
        }

        void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        void sendSlowly(byte[] bytes) throws IOException {
            for (byte octet : bytes) {
                socket.getOutputStream().write(octet);
                socket.getOutputStream().flush();
            }
        }

        /** Accepts an extended request. */
        Message.EventStreamRequest accept() throws IOException {
            Message.EventStreamRequest request = read(Message.EventStreamRequest.class);
            send(offer(6667));
            read(Message.StreamingRequest.class);
            return request;
        }

        /** Stays until the client leaves; gives back the last message before that. */
        Message untilGone() throws IOException {
            Message last = null;
            for (Message next = reader.next(); next != null; next = reader.next()) {
                last = next;
            }
            return last;
        }
    }

    static Message offer(long... services) {
        List<Message.Service> offered = new ArrayList<>();
        for (long service : services) {
            offered.add(new Message.Service(service, 0, 0, List.of()));
        }
        return new Message.StreamingInformation(offered);
    }

    static Message bundle(long sequence, Record... records) {
        return new Message.Bundle(1, sequence, new RecordBatch("server", List.of(records)));
    }

    static Message event(Record record) {
        return new Message.EventData(new RecordBatch("server", List.of(record)));
    }

    public static Record record(int type, long second) {
        byte[] payload = CODEC.encode(new RecordHeader(type, 0, second), Map.of());
        return CODEC.decode("server", payload);
    }

    /** A record as it comes, of any type. */
    static Record raw(int type, long second, byte[] body) {
        java.nio.ByteBuffer payload = java.nio.ByteBuffer.allocate(16 + body.length);
        payload.putInt(type).putInt(body.length).putInt((int) second).putInt(0).put(body);
        return CODEC.decode("server", payload.array());
    }
}
