package org.estreamer.shell.socket;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the process that runs with a data folder, and ends with its answer's exit status. It is started by the launcher
 * with a Java of its own, so it uses nothing but the JDK.
 */
public final class Client {
    /** No process runs with the data folder, or it does not answer: as monitoring has it, the state is unknown. */
    static final int UNKNOWN = 3;

    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(2);
    private static final String CLEAR = "\033[H\033[J";

    private final Path data;
    private final Duration patience;
    private final boolean terminal;
    private final OutputStream out;
    private final PrintStream err;

    /**
     * Makes a client.
     *
     * @param patience how long the process may take to begin with an answer
     * @param terminal whether the output can be drawn over
     */
    Client(Path data, Duration patience, boolean terminal, OutputStream out, PrintStream err) {
        this.data = data;
        this.patience = patience;
        this.terminal = terminal;
        this.out = out;
        this.err = err;
    }

    /**
     * Asks.
     *
     * @param arguments the data folder, {@code true} if standard output is a terminal, and the words of the command
     */
    public static void main(String[] arguments) {
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Client client = new Client(
                Path.of(arguments[0]),
                Duration.ofSeconds(10),
                Boolean.parseBoolean(arguments[1]),
                new FileOutputStream(FileDescriptor.out),
                err);
        int status = client.run(List.of(arguments).subList(2, arguments.length));
        System.exit(status);
    }

    /** Asks once, or again and again where the words say so, and returns an exit status. */
    int run(List<String> words) {
        List<String> rest = new ArrayList<>(words);
        try {
            Duration interval = watched(rest);
            if (interval == null) {
                return ask(rest, out);
            }
            return watch(rest, interval);
        } catch (IOException e) {
            // whoever read the output has seen enough
            return UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        } catch (NumberFormatException e) {
            return unknown("--watch=SECONDS takes a number from 1 to 3600");
        }
    }

    /** Takes {@code --watch} out of the words; null where it is not there. */
    private static Duration watched(List<String> words) {
        for (String word : List.copyOf(words)) {
            if (word.equals("--watch")) {
                words.remove(word);
                return USUAL_INTERVAL;
            }
            if (word.startsWith("--watch=")) {
                words.remove(word);
                int seconds = Integer.parseInt(word.substring("--watch=".length()));
                if (seconds < 1 || seconds > 3600) {
                    throw new NumberFormatException(word);
                }
                return Duration.ofSeconds(seconds);
            }
        }
        return null;
    }

    private int watch(List<String> words, Duration interval) throws IOException, InterruptedException {
        while (true) {
            // an answer is shown at once, so that nothing flickers
            ByteArrayOutputStream page = new ByteArrayOutputStream();
            ask(words, page);
            out.write((terminal ? CLEAR : "").getBytes(StandardCharsets.US_ASCII));
            page.write('\n');
            out.write(page.toByteArray());
            out.flush();
            Thread.sleep(interval.toMillis());
        }
    }

    private int ask(List<String> words, OutputStream answer) throws IOException {
        byte[] request = Frames.request(words);
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(SocketPlace.find(data)))) {
            Thread limit = limit(channel);
            Channels.newOutputStream(channel).write(request);
            DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
            Frames.Frame frame = Frames.readFrame(in);
            limit.interrupt();
            while (frame.kind() != Frames.EXIT) {
                show(frame, answer);
                frame = Frames.readFrame(in);
            }
            return frame.content()[0];
        } catch (NoSuchFileException | ConnectException e) {
            return unknown("no process runs with the data folder " + data + " (started with \"estreamer run\"; another"
                    + " folder is named by ESTREAMER_DATA)");
        } catch (EOFException | AsynchronousCloseException e) {
            return unknown("the process that runs with the data folder " + data + " did not answer in time");
        } catch (Unwritable e) {
            throw e;
        } catch (IOException e) {
            return unknown("the process that runs with the data folder " + data + " cannot be asked: " + reason(e));
        }
    }

    /** Of what this user may not do the message is the file's name alone. */
    static String reason(IOException failure) {
        return failure instanceof AccessDeniedException
                ? "user " + System.getProperty("user.name") + " may not use " + failure.getMessage()
                        + ". Ask as the user who runs the process, or as root"
                : failure.getMessage();
    }

    private void show(Frames.Frame frame, OutputStream answer) throws Unwritable {
        try {
            if (frame.kind() == Frames.OUT) {
                answer.write(frame.content());
                answer.flush();
            } else if (frame.kind() == Frames.ERR) {
                err.write(frame.content(), 0, frame.content().length);
                err.flush();
            }
        } catch (IOException e) {
            throw new Unwritable(e);
        }
    }

    /** Closes the connection if the process has not begun to answer by then. */
    private Thread limit(SocketChannel channel) {
        Thread limit = new Thread(() -> {
            try {
                Thread.sleep(patience.toMillis());
                channel.close();
            } catch (InterruptedException | IOException e) {
                // it has answered, or has closed it
                return;
            }
        });
        limit.setDaemon(true);
        limit.start();
        return limit;
    }

    private int unknown(String what) {
        err.println("estreamer: " + what);
        return UNKNOWN;
    }

    /** Whoever read the output has gone. */
    private static final class Unwritable extends IOException {
        private static final long serialVersionUID = 1L;

        Unwritable(IOException cause) {
            super(cause);
        }
    }
}
