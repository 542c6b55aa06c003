package org.estreamer.plugin.jdbc.delivery;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** A way to a server on this machine, on which from some moment nothing arrives any more, although it stays open. */
final class FrozenWire implements Closeable {
    private final int target;
    private final ServerSocket entry = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    /** Counted down when something was swallowed. */
    final CountDownLatch swallowed = new CountDownLatch(1);

    private volatile boolean frozen;

    FrozenWire(int target) throws IOException {
        this.target = target;
        new Thread(this::accept, "wire").start();
    }

    int port() {
        return entry.getLocalPort();
    }

    void freeze() {
        frozen = true;
    }

    private void accept() {
        try {
            while (true) {
                Socket near = entry.accept();
                sockets.add(near);
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(far);
                new Thread(() -> carry(near, far), "wire").start();
                new Thread(() -> carry(far, near), "wire").start();
            }
        } catch (IOException closed) {
            frozen = true;
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (frozen) {
                    swallowed.countDown();
                } else {
                    out.write(buffer, 0, count);
                }
            }
        } catch (IOException closed) {
            frozen = true;
        }
    }

    @Override
    public void close() throws IOException {
        entry.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
