package org.estreamer.shell.decode;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.estreamer.format.Format;
import org.estreamer.pipeline.MessageCodec;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.Options;
import org.estreamer.shell.command.Time;
import org.estreamer.shell.command.UsageFault;
import org.estreamer.shell.live.Services;
import org.estreamer.shell.text.TextTable;

/** {@code decode}: prints the records of a captured stream without a server. */
public final class DecodeCommand {
    public static final String USAGE = "usage: decode [--format json] FILE|-";

    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    /** How long a format may come later than the first one. */
    private static final Duration FORMAT_LIMIT = Duration.ofSeconds(1);

    private static final Duration POLL = Duration.ofMillis(10);

    private final Services services;
    private final Time time;
    private final InputStream stdin;
    private final OutputStream out;
    private final PrintStream err;

    public DecodeCommand(Services services, Time time, InputStream stdin, OutputStream out, PrintStream err) {
        this.services = services;
        this.time = time;
        this.stdin = stdin;
        this.out = out;
        this.err = err;
    }

    /** Carries it out and returns an exit status. */
    public int run(List<String> words) throws UsageFault, InterruptedException {
        Options options = Options.parse(words, List.of("format="));
        if (options.operands().size() != 1) {
            throw new UsageFault("decode takes one file, or - for standard input");
        }
        String file = options.operands().get(0);
        String format = options.values().getOrDefault("format", "json");
        if (file.equals("-")) {
            return decode("standard input", stdin, format);
        }
        // not Files.newInputStream: what it gives fails on the pipe of a shell's <(command)
        try (InputStream in = new FileInputStream(file)) {
            return decode(file, in, format);
        } catch (IOException e) {
            err.println("estreamer: " + TextTable.harmless(String.valueOf(e.getMessage())));
            return ExitStatus.FAILED;
        }
    }

    private int decode(String source, InputStream in, String format) throws UsageFault, InterruptedException {
        Optional<Format> found = await(format);
        MessageCodec codec = services.codec();
        if (codec == null || services.formatNames().isEmpty()) {
            err.println("estreamer: the decoder has not started: look into the log for a bundle that failed");
            return ExitStatus.FAILED;
        }
        if (found.isEmpty()) {
            throw new UsageFault("there is no format " + TextTable.harmless(format) + ", only "
                    + String.join(", ", services.formatNames()));
        }
        return new StreamDecoder(codec, found.get().writer(), out, err).decode(source, in);
    }

    /** At start the services come one by one. */
    private Optional<Format> await(String format) throws InterruptedException {
        long start = time.nanos();
        long firstFormat = start;
        while (services.codec() == null || services.format(format).isEmpty()) {
            firstFormat = services.formatNames().isEmpty() ? time.nanos() : firstFormat;
            boolean noSuchFormat =
                    services.codec() != null && time.since(firstFormat).compareTo(FORMAT_LIMIT) > 0;
            if (noSuchFormat || time.since(start).compareTo(START_LIMIT) > 0) {
                break;
            }
            time.pause(POLL);
        }
        return services.format(format);
    }
}
