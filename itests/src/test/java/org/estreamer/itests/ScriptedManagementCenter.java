package org.estreamer.itests;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.estreamer.itests.TestAuthority.Party;

/**
 * A server that does what a script says, byte by byte, over real mutual TLS: one script for every connection, in order,
 * and then the last one again. It shares nothing with the simulator.
 */
final class ScriptedManagementCenter implements AutoCloseable {
    private static final char[] NO_SECRET = "test".toCharArray();

    /** What happens on one connection; when it returns, the server closes. */
    interface Script {
        void play(Client client) throws IOException;
    }

    private final ServerSocket listener;
    private final X509Certificate clients;
    private final List<Script> scripts;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile SSLContext context;

    /**
     * Starts a server on a free loopback port.
     *
     * @param clients issues the certificates of clients that are welcome
     * @param own     what the server shows
     * @param scripts what it does
     */
    ScriptedManagementCenter(X509Certificate clients, Party own, List<Script> scripts)
            throws IOException, GeneralSecurityException {
        this.clients = clients;
        this.scripts = List.copyOf(scripts);
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        show(own);
        spawn(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How many connections clients have begun. */
    int connections() {
        return connections.get();
    }

    /** Shows another certificate from the next connection on. */
    void show(Party own) throws IOException, GeneralSecurityException {
        KeyStore keys = emptyStore();
        keys.setKeyEntry("server", own.key(), NO_SECRET, new X509Certificate[] {own.certificate()});
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, NO_SECRET);
        KeyStore authorities = emptyStore();
        authorities.setCertificateEntry("clients", clients);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(authorities);
        SSLContext fresh = SSLContext.getInstance("TLS");
        fresh.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
        context = fresh;
    }

    /** Breaks off every connection, as a server does that restarts. */
    void disconnect() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        disconnect();
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket raw = listener.accept();
                open.add(raw);
                Script script = scripts.get(Math.min(connections.getAndIncrement(), scripts.size() - 1));
                spawn(() -> serve(raw, script));
            }
        } catch (IOException e) {
            if (!listener.isClosed()) {
                throw new AssertionError(e);
            }
        }
    }

    private void serve(Socket raw, Script script) {
        try (raw) {
            raw.setTcpNoDelay(true);
            script.play(new Client(raw));
        } catch (IOException e) {
            open.remove(raw); // the client broke off, and what it says of that is what tests look at
        }
    }

    private static void spawn(Runnable work) {
        Thread thread = new Thread(work, "scripted-management-center");
        thread.setDaemon(true);
        thread.start();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /** A client as the server sees it. */
    final class Client {
        private static final int HEADER = 8;

        private final Socket raw;
        private SSLSocket socket;
        private DataInputStream in;
        private OutputStream out;

        Client(Socket raw) {
            this.raw = raw;
        }

        /** Shakes hands, offers events and returns the second the client wants to start at. */
        long accept() throws IOException {
            shakeHands();
            ByteBuffer request = ByteBuffer.wrap(read(2));
            send(FaultyHistory.OFFER);
            read(2049);
            return Integer.toUnsignedLong(request.getInt());
        }

        /** Shakes hands and reads the first request. */
        void shakeHands() throws IOException {
            socket = (SSLSocket) context.getSocketFactory().createSocket(raw, null, true);
            socket.setUseClientMode(false);
            socket.setNeedClientAuth(true);
            socket.startHandshake();
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        }

        void send(byte[] bytes) throws IOException {
            out.write(bytes);
        }

        /** Sends every byte in a TLS record of its own. */
        void drip(byte[] bytes) throws IOException {
            for (byte octet : bytes) {
                out.write(octet);
            }
        }

        void awaitAcknowledgement() throws IOException {
            read(0);
        }

        /** Says nothing until the client has gone. */
        void stall() throws IOException {
            raw.getInputStream().transferTo(OutputStream.nullOutputStream());
        }

        /** Breaks the TCP connection without a goodbye of TLS or TCP. */
        void reset() throws IOException {
            raw.setSoLinger(true, 0);
            raw.close();
        }

        /** Reads a message, which must be of that type or an error, and returns what is behind its header. */
        byte[] read(int type) throws IOException {
            byte[] header = in.readNBytes(HEADER);
            if (header.length < HEADER) {
                throw new IOException("the client has gone");
            }
            ByteBuffer fields = ByteBuffer.wrap(header);
            if (fields.getShort(2) != type) {
                throw new IOException("expected type " + type + " but the client sent " + fields.getShort(2));
            }
            return in.readNBytes(fields.getInt(4));
        }
    }
}
