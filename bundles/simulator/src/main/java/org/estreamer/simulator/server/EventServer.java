package org.estreamer.simulator.server;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocketFactory;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.simulator.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens, and gives every client a thread of its own. */
public final class EventServer implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(EventServer.class);
    private static final int BACKLOG = 50;
    /** What keeps a connection from being accepted, as a lack of file descriptors, does not pass at once. */
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final long STOP_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    private final String name;
    private final SSLSocketFactory tls;
    private final MessageCodec codec;
    private final Source.Supply supply;
    private final int keepAliveSeconds;
    private final ServerSocket socket;
    private final Thread acceptor;
    private final Map<Client, Thread> clients = new ConcurrentHashMap<>();

    /**
     * Listens from now on.
     *
     * @param name     for the log and the thread names
     * @param settings where, and how long clients may be idle
     * @param tls      makes TLS connections that ask for the client's certificate
     * @param codec    reads and writes messages
     * @param supply   has the events
     * @throws IOException if the port cannot be had
     */
    public EventServer(String name, Settings settings, SSLSocketFactory tls, MessageCodec codec, Source.Supply supply)
            throws IOException {
        this.name = name;
        this.tls = tls;
        this.codec = codec;
        this.supply = supply;
        this.keepAliveSeconds = settings.keepAliveSeconds();
        this.socket = bind(settings.address(), settings.port());
        this.acceptor = new Thread(this::accept, "estreamer-simulator-" + name);
        acceptor.setDaemon(true);
        acceptor.start();
    }

    public InetAddress address() {
        return socket.getInetAddress();
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Cuts all connections and waits until their threads have ended, at most 1.5 s. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("Simulator {}: close failed", name, e);
        }
        long end = System.nanoTime() + STOP_NANOS;
        join(acceptor, end);
        clients.keySet().forEach(Client::abort);
        clients.values().forEach(thread -> {
            thread.interrupt();
            join(thread, end);
        });
    }

    private static ServerSocket bind(InetAddress address, int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port), BACKLOG);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void accept() {
        int number = 0;
        while (!socket.isClosed()) {
            try {
                start(socket.accept(), ++number);
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.warn("Simulator {}: a connection could not be accepted: {}", name, e.getMessage());
                    LockSupport.parkNanos(RETRY_NANOS);
                }
            }
        }
    }

    private void start(Socket accepted, int number) {
        String who = "Simulator " + name + ", client " + number + " from " + accepted.getRemoteSocketAddress();
        Client client = new Client(who, accepted, tls, codec, supply, keepAliveSeconds);
        Thread thread = new Thread(
                () -> {
                    try {
                        client.run();
                    } finally {
                        clients.remove(client);
                    }
                },
                acceptor.getName() + "-" + number);
        thread.setDaemon(true);
        clients.put(client, thread);
        thread.start();
    }

    private static void join(Thread thread, long end) {
        try {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
