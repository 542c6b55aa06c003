package org.estreamer.transport;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.estreamer.transport.TestPki.Party;

/** A TLS server on loopback that demands a client certificate and then does what a test tells it. */
final class TestServer implements Closeable {
    /** Serves one client. */
    @FunctionalInterface
    interface Service {
        void serve(SSLSocket client) throws IOException;
    }

    private static final char[] NO_SECRET = "test".toCharArray();

    private final SSLServerSocket socket;
    private final Service service;
    private final Queue<SSLSocket> clients = new ConcurrentLinkedQueue<>();

    private TestServer(SSLServerSocket socket, Service service) {
        this.socket = socket;
        this.service = service;
    }

    /**
     * Starts a server.
     *
     * @param address   where to listen; port 0 for a free one
     * @param tls       the only protocol to speak, as JSSE names it; null for all
     * @param clientCa  whose clients are welcome; null to ask for a certificate of the server's own issuer, and do without
     * @param service   what to do with them
     * @param server    the server's key and certificate
     * @param issuers   the rest of the chain
     */
    static TestServer start(
            InetSocketAddress address,
            String tls,
            X509Certificate clientCa,
            Service service,
            Party server,
            X509Certificate... issuers) {
        try {
            SSLContext context = context(clientCa == null ? issuers[0] : clientCa, server, issuers);
            SSLServerSocket socket = (SSLServerSocket)
                    context.getServerSocketFactory().createServerSocket(address.getPort(), 50, address.getAddress());
            if (clientCa == null) {
                socket.setWantClientAuth(true);
            } else {
                socket.setNeedClientAuth(true);
            }
            if (tls != null) {
                socket.setEnabledProtocols(new String[] {tls});
            }
            TestServer started = new TestServer(socket, service);
            started.spawn(started::accept);
            return started;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Starts one on a free port. */
    static TestServer start(
            InetAddress address,
            String tls,
            X509Certificate clientCa,
            Service service,
            Party server,
            X509Certificate... issuers) {
        return start(new InetSocketAddress(address, 0), tls, clientCa, service, server, issuers);
    }

    static TestServer start(X509Certificate clientCa, Party server, X509Certificate... issuers) {
        return start(InetAddress.getLoopbackAddress(), null, clientCa, TestServer::echo, server, issuers);
    }

    /** Sends back what comes. */
    static void echo(SSLSocket client) throws IOException {
        client.getInputStream().transferTo(client.getOutputStream());
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        try {
            while (!socket.isClosed()) {
                SSLSocket client = (SSLSocket) socket.accept();
                clients.add(client);
                spawn(() -> serve(client));
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new AssertionError(e);
            }
        }
    }

    private void serve(SSLSocket client) {
        try (client) {
            client.startHandshake();
            service.serve(client);
        } catch (IOException e) {
            // what the client sees of it is what the tests look at
            client.getSession().invalidate();
        }
    }

    private void spawn(Runnable work) {
        Thread thread = new Thread(work, "test-server");
        thread.setDaemon(true);
        thread.start();
    }

    private static SSLContext context(X509Certificate clientCa, Party server, X509Certificate... issuers) {
        try {
            KeyStore keys = emptyStore();
            List<X509Certificate> chain = new ArrayList<>(List.of(server.cert()));
            chain.addAll(List.of(issuers));
            keys.setKeyEntry("server", server.privateKey(), NO_SECRET, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keyManagers.init(keys, NO_SECRET);
            KeyStore cas = emptyStore();
            cas.setCertificateEntry("ca", clientCa);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(cas);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (SSLSocket client : clients) {
            client.close();
        }
    }
}
