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

/**
 * Finds a server's addresses and tries them in turn, IPv4 and IPv6, until one is of use: behind the first there may be nobody, a
 * proxy, or the other one of two management centers. All of them together have the time of one attempt.
 */
public final class Dialer {
    private static final int MAX_PORT = 65_535;

    /** Turns a name into addresses, and may block. */
    @FunctionalInterface
    public interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** What is made of a connected socket, which is closed where that fails. */
    @FunctionalInterface
    public interface Use<T> {
        T of(Socket socket, Deadline deadline) throws ConnectFailure;
    }

    private final Resolver resolver;
    private final Endpoint endpoint;
    private final Deadline deadline;
    private final ConnectProgress progress;

    /** The time runs from now on. */
    public Dialer(Resolver resolver, Endpoint endpoint, ConnectProgress progress) {
        this.resolver = resolver;
        this.endpoint = endpoint;
        this.deadline = new Deadline(endpoint);
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
     * Looks up, connects, and uses the first address that is of use.
     *
     * @return what was made of it
     * @throws ConnectFailure why the first one that answered was of no use; why none has answered
     */
    public <T> T reach(Use<T> use) throws ConnectFailure {
        InetAddress[] addresses = lookUp();
        progress.succeeded(
                ConnectStep.LOOKUP,
                new Finding(endpoint.host() + " is "
                        + Arrays.stream(addresses)
                                .map(InetAddress::getHostAddress)
                                .collect(Collectors.joining(", "))));
        ConnectFailure useless = null;
        List<String> refusals = new ArrayList<>();
        IOException last = null;
        for (int i = 0; i < addresses.length && !Thread.currentThread().isInterrupted(); i++) {
            Deadline share = deadline.share(addresses.length - i);
            try {
                return use(connect(addresses[i], share), share, use);
            } catch (ConnectFailure e) {
                useless = useless == null ? e : useless;
            } catch (IOException e) {
                last = e;
                refusals.add(addresses[i].getHostAddress() + ": " + reason(e));
            }
        }
        if (useless != null) {
            // one that does not answer may be the right one
            throw refusals.isEmpty() || !useless.permanent()
                    ? useless
                    : new ConnectFailure(useless.step(), false, useless.getMessage(), useless);
        }
        throw new ConnectFailure(
                ConnectStep.TCP,
                false,
                endpoint + ": no connection (" + String.join("; ", refusals)
                        + "); check host, port and firewalls, and that the management center's eStreamer service runs",
                last);
    }

    private <T> T use(Socket socket, Deadline share, Use<T> use) throws IOException {
        boolean used = false;
        try {
            progress.succeeded(
                    ConnectStep.TCP,
                    new Finding("connected to " + text(socket.getInetAddress(), socket.getPort()) + " from "
                            + text(socket.getLocalAddress(), socket.getLocalPort())));
            T made = use.of(socket, share);
            used = true;
            return made;
        } finally {
            if (!used) {
                socket.close();
            }
        }
    }

    private InetAddress[] lookUp() throws ConnectFailure {
        try {
            return deadline.run(
                    ConnectStep.LOOKUP,
                    "no name server answered",
                    () -> resolver.resolve(host(endpoint)),
                    () -> {}); // a look-up cannot be stopped, only left alone
        } catch (ConnectFailure e) {
            throw e;
        } catch (IOException e) {
            throw new ConnectFailure(
                    ConnectStep.LOOKUP,
                    false,
                    endpoint + ": no address is known for this name; check host, and this machine's name servers",
                    e);
        }
    }

    /** A silent address may use up its share of the time that is left, not the share of those after it. */
    private Socket connect(InetAddress address, Deadline share) throws IOException {
        int millis = (int) Math.max(1, Math.min(Integer.MAX_VALUE, share.left().toMillis()));
        Socket socket = new Socket();
        try {
            return deadline.run(
                    ConnectStep.TCP,
                    "no connection to " + address.getHostAddress(),
                    () -> {
                        socket.connect(new InetSocketAddress(address, endpoint.port()), millis);
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
