package org.estreamer.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.pipeline.transport.ConnectProgress;
import org.estreamer.pipeline.transport.ConnectStep;
import org.estreamer.pipeline.transport.Connection;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.pipeline.transport.Finding;
import org.estreamer.pipeline.transport.Transport;

/** A transport without TLS, to servers on loopback. */
class PlainTransport implements Transport {
    @Override
    public Connection connect(Endpoint endpoint, ConnectProgress progress) throws ConnectFailure {
        progress.succeeded(ConnectStep.LOOKUP, new Finding(endpoint.host()));
        try {
            Socket socket = new Socket();
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.port()), (int)
                    endpoint.connectTimeout().toMillis());
            socket.setSoTimeout((int) endpoint.readTimeout().toMillis());
            socket.setTcpNoDelay(true);
            progress.succeeded(ConnectStep.TCP, new Finding("connected"));
            progress.succeeded(ConnectStep.TLS, new Finding("CN=test server"));
            return new PlainConnection(socket);
        } catch (IOException e) {
            throw new ConnectFailure(ConnectStep.TCP, false, "no connection to " + endpoint, e);
        }
    }

    @Override
    public void pin(Endpoint endpoint, java.security.cert.X509Certificate certificate) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<X509Certificate> fetchCertificates(Endpoint endpoint) {
        return List.of();
    }

    private record PlainConnection(Socket socket) implements Connection {
        @Override
        public InputStream input() {
            return stream(socket::getInputStream);
        }

        @Override
        public OutputStream output() {
            return stream(socket::getOutputStream);
        }

        @Override
        public String protocol() {
            return "plain";
        }

        @Override
        public List<X509Certificate> peerCertificates() {
            return List.of();
        }

        @Override
        public List<String> expiryWarnings(Instant now) {
            return List.of();
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private interface Opening<T> {
            T open() throws IOException;
        }

        private static <T> T stream(Opening<T> opening) {
            try {
                return opening.open();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
