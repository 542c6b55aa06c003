package org.estreamer.shell.socket;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.estreamer.shell.command.Commands;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers clients at a socket, a bounded number at a time and none for longer than it may take. */
final class CommandServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandServer.class);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Commands commands;
    private final Limits limits;
    private final ServerSocketChannel server;
    private final Set<Caller> callers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "estreamer-socket-limits");
        thread.setDaemon(true);
        return thread;
    });
    private final Thread acceptor = new Thread(this::accept, "estreamer-socket");

    /**
     * What a client may take.
     *
     * @param clients how many at a time
     * @param request how long it may take to say what it wants
     * @param write   how long it may take to read a part of the answer
     * @param answer  how long a command may take that does not {@linkplain org.estreamer.shell.command.Command#lasts last}
     */
    record Limits(int clients, Duration request, Duration write, Duration answer) {
        static final Limits USUAL =
                new Limits(16, Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10));
    }

    /**
     * Opens the socket and begins to answer.
     *
     * @param socket where; nothing is there, and its folder is the owner's alone
     */
    CommandServer(Path socket, Commands commands, Limits limits) throws IOException {
        this.commands = commands;
        this.limits = limits;
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            close();
            throw e;
        }
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                if (callers.size() < limits.clients()) {
                    serve(channel);
                } else {
                    // it may come again when others have been answered or thrown out
                    channel.close();
                    pause();
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException | OutOfMemoryError e) {
                // too many open files or threads, for now
                LOG.debug("A client could not be answered", e);
                pause();
            }
        }
    }

    private void serve(SocketChannel channel) {
        Caller caller = new Caller(channel, commands, limits, this);
        callers.add(caller);
        Thread thread = new Thread(caller, "estreamer-socket-client");
        thread.setDaemon(true);
        thread.start();
    }

    /** Has something done unless it is cancelled within a time. */
    Future<?> after(Duration limit, Runnable what) {
        return clock.schedule(what, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    void left(Caller caller) {
        callers.remove(caller);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends all answers. */
    @Override
    public void close() throws IOException {
        server.close();
        callers.forEach(Caller::end);
        clock.shutdownNow();
    }
}
