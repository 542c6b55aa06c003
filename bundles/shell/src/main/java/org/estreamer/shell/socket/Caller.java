package org.estreamer.shell.socket;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.estreamer.shell.command.Commands;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.Streams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client: reads what it wants, has it done, and goes when the client goes or takes too long. */
final class Caller implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Caller.class);

    private final SocketChannel channel;
    private final Commands commands;
    private final CommandServer.Limits limits;
    private final CommandServer server;
    private volatile Thread thread;

    Caller(SocketChannel channel, Commands commands, CommandServer.Limits limits, CommandServer server) {
        this.channel = channel;
        this.commands = commands;
        this.limits = limits;
        this.server = server;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try (channel) {
            InputStream in = Channels.newInputStream(channel);
            List<String> words = within(limits.request(), () -> Frames.readRequest(in));
            frame(Frames.ACCEPTED, new byte[0], 0, 0);
            watch();
            answer(words);
        } catch (IOException | RejectedExecutionException e) {
            // it left, or it is none of ours, or the process stops: nobody is there to be told
            LOG.debug("A client was not answered", e);
        } finally {
            server.left(this);
        }
    }

    /** Ends it, whatever it waits for. */
    void end() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("A client's connection did not close", e);
        }
        Thread busy = thread;
        if (busy != null) {
            busy.interrupt();
        }
    }

    private void answer(List<String> words) throws IOException {
        String name = words.isEmpty() ? "" : words.get(0);
        Future<?> limit = commands.lasts(name) ? null : server.after(limits.answer(), this::end);
        PrintStream text = print(Frames.OUT);
        PrintStream errors = print(Frames.ERR);
        int status = ExitStatus.UNKNOWN;
        try {
            status = commands.run(
                    name,
                    words.subList(Math.min(1, words.size()), words.size()),
                    new Streams(InputStream.nullInputStream(), text, text, errors));
        } catch (InterruptedException e) {
            // the client has gone or was made to
            return;
        } catch (RuntimeException e) {
            errors.println("estreamer: " + name + " failed: " + e);
            LOG.debug("{} failed", name, e);
        } finally {
            if (limit != null) {
                limit.cancel(false);
            }
        }
        text.flush();
        errors.flush();
        int seen = status == ExitStatus.USAGE ? ExitStatus.UNKNOWN : status;
        frame(Frames.EXIT, new byte[] {(byte) seen}, 0, 1);
    }

    /** A client says nothing more, so when reading ends it has gone. */
    private void watch() {
        Thread watcher = new Thread(
                () -> {
                    try {
                        while (channel.read(ByteBuffer.allocate(1)) >= 0) {
                            LOG.trace("A client says more than its request");
                        }
                    } catch (IOException e) {
                        LOG.trace("A client's connection is closed", e);
                    }
                    end();
                },
                "estreamer-socket-watch");
        watcher.setDaemon(true);
        watcher.start();
    }

    private PrintStream print(int kind) {
        OutputStream frames = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                frame(kind, bytes, offset, length);
            }
        };
        return new PrintStream(new BufferedOutputStream(frames), true, StandardCharsets.UTF_8);
    }

    private synchronized void frame(int kind, byte[] bytes, int offset, int length) throws IOException {
        within(limits.write(), () -> {
            Frames.write(this::write, kind, bytes, offset, length);
            return null;
        });
    }

    /** Not the channel's stream: while one thread reads from those, another cannot write. */
    private void write(byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    private interface Exchange<T> {
        T take() throws IOException;
    }

    private <T> T within(Duration limit, Exchange<T> exchange) throws IOException {
        Future<?> end = server.after(limit, this::end);
        try {
            return exchange.take();
        } finally {
            end.cancel(false);
        }
    }
}
