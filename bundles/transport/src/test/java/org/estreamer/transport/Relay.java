package org.estreamer.transport;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/** Stands between one client and a server and can hold back the server's bytes, wherever in a TLS record. */
final class Relay implements Closeable {
    private static final int NO_HOLD = -1;

    private final ServerSocket entrance;
    private final int serverPort;
    private final CountDownLatch holding = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private volatile int passBeforeHold = NO_HOLD;
    private volatile Socket client;
    private volatile Socket server;

    private Relay(ServerSocket entrance, int serverPort) {
        this.entrance = entrance;
        this.serverPort = serverPort;
    }

    static Relay to(int serverPort) throws IOException {
        Relay relay = new Relay(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), serverPort);
        spawn(relay::accept);
        return relay;
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** Lets so many of the server's next bytes through, then holds the rest until {@link #release}. */
    void holdAfter(int bytes) {
        passBeforeHold = bytes;
    }

    /** Opens when it holds bytes back. */
    CountDownLatch holding() {
        return holding;
    }

    void release() {
        release.countDown();
    }

    private void accept() {
        try {
            client = entrance.accept();
            server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            spawn(() -> pass(client, server, false));
            pass(server, client, true);
        } catch (IOException e) {
            release();
        }
    }

    private void pass(Socket from, Socket to, boolean mayHold) {
        byte[] buffer = new byte[16_384];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                int first = mayHold && passBeforeHold != NO_HOLD ? Math.min(passBeforeHold, count) : count;
                out.write(buffer, 0, first);
                if (first < count) {
                    passBeforeHold = NO_HOLD;
                    holding.countDown();
                    release.await();
                    out.write(buffer, first, count - first);
                }
            }
            to.shutdownOutput();
        } catch (IOException e) {
            release(); // one end has gone; the test sees that at its own end
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void spawn(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        release();
        entrance.close();
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
    }
}
