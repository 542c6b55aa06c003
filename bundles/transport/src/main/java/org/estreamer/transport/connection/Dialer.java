package org.estreamer.transport.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.estreamer.pipeline.transport.ConnectFailure;
import org.estreamer.pipeline.transport.ConnectProgress;
import org.estreamer.pipeline.transport.ConnectStep;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.pipeline.transport.Finding;

/** Finds a server's addresses and tries them in turn, IPv4 and IPv6, until one answers. */
public final class Dialer {
    private static final int MAX_PORT = 65_535;

    /** Turns a name into addresses, and may block. */
    @FunctionalInterface
    public interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private final Resolver resolver;
    private final Endpoint endpoint;
    private final Deadline deadline;
    private final ConnectProgress progress;

    public Dialer(Resolver resolver, Endpoint endpoint, Deadline deadline, ConnectProgress progress) {
        this.resolver = resolver;
        this.endpoint = endpoint;
        this.deadline = deadline;
        this.progress = progress;
    }

    /** Refuses an address that cannot be one. */
    public static void requireAddress(Endpoint endpoint) throws ConnectFailure {
        if (endpoint.host() == null || endpoint.host().isBlank()) {
            throw new ConnectFailure(
                    ConnectStep.LOOKUP, true, "host is not set; name the management center or its address", null);
        }
        if (endpoint.port() < 1 || endpoint.port() > MAX_PORT) {
            throw new ConnectFailure(
                    ConnectStep.TCP,
                    true,
                    endpoint + ": port is not within 1 and 65,535; management centers listen on 8302",
                    null);
        }
    }

    /** The host without the brackets that an IPv6 address may be written in. */
    public static String host(Endpoint endpoint) {
        String host = endpoint.host().strip();
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /**
     * Looks up and connects.
     *
     * @return a connected socket
     */
    public Socket dial() throws IOException {
        InetAddress[] addresses = lookUp();
        progress.succeeded(
                ConnectStep.LOOKUP,
                new Finding(endpoint.host() + " is "
                        + Arrays.stream(addresses)
                                .map(InetAddress::getHostAddress)
                                .collect(Collectors.joining(", "))));
        Socket socket = connectToAny(addresses);
        progress.succeeded(
                ConnectStep.TCP,
                new Finding("connected to " + text(socket.getInetAddress(), socket.getPort()) + " from "
                        + text(socket.getLocalAddress(), socket.getLocalPort())));
        return socket;
    }

    private InetAddress[] lookUp() throws IOException {
        try {
            return deadline.run(
                    ConnectStep.LOOKUP,
                    "no name server answered",
                    () -> resolver.resolve(host(endpoint)),
                    () -> {}); // a look-up cannot be stopped, only left alone
        } catch (UnknownHostException e) {
            throw new ConnectFailure(
                    ConnectStep.LOOKUP,
                    false,
                    endpoint + ": no address is known for this name; check host, and this machine's name servers",
                    e);
        }
    }

    private Socket connectToAny(InetAddress[] addresses) throws IOException {
        List<String> refusals = new ArrayList<>();
        IOException last = null;
        for (int i = 0; i < addresses.length; i++) {
            try {
                return connect(addresses[i], addresses.length - i);
            } catch (ConnectFailure e) {
                throw e;
            } catch (IOException e) {
                last = e;
                refusals.add(addresses[i].getHostAddress() + ": " + reason(e));
            }
        }
        throw new ConnectFailure(
                ConnectStep.TCP,
                false,
                endpoint + ": no connection (" + String.join("; ", refusals)
                        + "); check host, port and firewalls, and that the management center's eStreamer service runs",
                last);
    }

    /** A silent address may use up its share of the time that is left, not the share of those after it. */
    private Socket connect(InetAddress address, int shares) throws IOException {
        int share =
                (int) Math.max(1, Math.min(Integer.MAX_VALUE, deadline.left().toMillis() / shares));
        Socket socket = new Socket();
        try {
            return deadline.run(
                    ConnectStep.TCP,
                    "no connection to " + address.getHostAddress(),
                    () -> {
                        socket.connect(new InetSocketAddress(address, endpoint.port()), share);
                        socket.setKeepAlive(true);
                        socket.setTcpNoDelay(true);
                        return socket;
                    },
                    socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static String reason(IOException thrown) {
        return thrown instanceof SocketTimeoutException ? "no answer" : String.valueOf(thrown.getMessage());
    }

    private static String text(InetAddress address, int port) {
        String host = address.getHostAddress();
        return (host.contains(":") ? "[" + host + "]:" : host + ":") + port;
    }
}
