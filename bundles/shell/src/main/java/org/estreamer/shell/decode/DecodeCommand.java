package org.estreamer.shell.decode;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.estreamer.files.FileFailure;
import org.estreamer.format.Format;
import org.estreamer.format.FormatOptions;
import org.estreamer.format.RecordWriter;
import org.estreamer.pipeline.log.LogFiles;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.metadata.NameResolver;
import org.estreamer.pipeline.metadata.NameResolver.StreamNames;
import org.estreamer.shell.command.Command;
import org.estreamer.shell.command.ExitStatus;
import org.estreamer.shell.command.Options;
import org.estreamer.shell.command.Streams;
import org.estreamer.shell.command.Synopsis;
import org.estreamer.shell.command.Time;
import org.estreamer.shell.command.UsageFault;
import org.estreamer.shell.live.Services;
import org.estreamer.shell.text.TextTable;

/** {@code decode}: prints the records of a captured stream without a server. */
public final class DecodeCommand implements Command {
    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    /** How long a format may come later than the first one. */
    private static final Duration FORMAT_LIMIT = Duration.ofSeconds(1);

    private static final Duration POLL = Duration.ofMillis(10);

    private final Services services;
    private final Time time;

    /** Makes the command. */
    public DecodeCommand(Services services, Time time) {
        this.services = services;
        this.time = time;
    }

    @Override
    public Synopsis synopsis() {
        return Synopsis.of(
                "decode",
                "prints the records in the raw bytes of a server's stream",
                "[--format FORMAT] [--names both|only] [--omit-empty]"
                        + " [--fields NAME,...] [--without-fields NAME,...] FILE|-",
                "[--from TIME] [--to TIME] [--archived] [--records GROUP,...] [--server NAME] LOG");
    }

    @Override
    public int run(List<String> words, Streams streams) throws UsageFault, InterruptedException {
        Options options = Options.parse(
                words,
                Stream.concat(
                                Stream.of("format=", "names=", "omit-empty", "fields=", "without-fields="),
                                LogSelection.OPTIONS.stream())
                        .toList());
        if (options.operands().size() != 1) {
            throw new UsageFault("decode takes one file, or - for standard input");
        }
        String file = options.operands().get(0);
        String format = options.values().getOrDefault("format", "json");
        LogSelection selection = LogSelection.of(options.values(), time.now());
        if (file.equals("-")) {
            selection.requireStream("standard input");
            InputStream in = streams.in();
            return decode(decoder -> decoder.decode("standard input", in), format, wanted(options), selection, streams);
        }
        try {
            List<LogFiles.Found> logs = new LogSource(services, time).find(file, selection);
            if (!logs.isEmpty()) {
                LogFiles files = services.logFiles();
                return decode(
                        decoder -> decoder.decode(files, logs, selection.span()),
                        format,
                        wanted(options),
                        selection,
                        streams);
            }
        } catch (IOException e) {
            streams.err().println("estreamer: " + TextTable.harmless(FileFailure.reason(e)));
            return ExitStatus.FAILED;
        }
        // not Files.newInputStream: what it gives fails on the pipe of a shell's <(command)
        try (InputStream in = new FileInputStream(file)) {
            return decode(decoder -> decoder.decode(file, in), format, wanted(options), selection, streams);
        } catch (IOException e) {
            streams.err().println("estreamer: " + TextTable.harmless(FileFailure.reason(e)));
            return ExitStatus.FAILED;
        }
    }

    /** Without options nothing is added to what the record itself says, and nothing left out. */
    private static FormatOptions wanted(Options options) throws UsageFault {
        Map<String, String> values = options.values();
        try {
            return new FormatOptions(
                    FormatOptions.Naming.of(values.getOrDefault("names", "none")),
                    values.containsKey("omit-empty"),
                    names(values.get("fields")),
                    names(values.get("without-fields")));
        } catch (IllegalArgumentException e) {
            throw new UsageFault(TextTable.harmless(e.getMessage()));
        }
    }

    private static Set<String> names(String list) {
        return list == null ? Set.of() : Set.copyOf(List.of(list.split(",", -1)));
    }

    private int decode(
            ToIntFunction<StreamDecoder> source,
            String format,
            FormatOptions wanted,
            LogSelection selection,
            Streams streams)
            throws UsageFault, InterruptedException {
        Optional<Format> found = await(format);
        MessageCodec codec = services.codec();
        if (codec == null || services.formatNames().isEmpty()) {
            streams.err().println("estreamer: the decoder has not started: look into the log for a bundle that failed");
            return ExitStatus.FAILED;
        }
        if (found.isEmpty()) {
            throw new UsageFault("there is no format " + TextTable.harmless(format) + ", only "
                    + String.join(", ", services.formatNames()));
        }
        RecordWriter writer;
        try {
            writer = found.get().writer(wanted);
        } catch (IllegalArgumentException e) {
            throw new UsageFault(TextTable.harmless(e.getMessage()));
        }
        Function<String, StreamNames> names =
                wanted.names() == FormatOptions.Naming.NONE ? server -> batch -> {} : awaitNames();
        if (names == null) {
            streams.err()
                    .println("estreamer: what knows names has not started: look into the log for a bundle that failed");
            return ExitStatus.FAILED;
        }
        return source.applyAsInt(
                new StreamDecoder(codec, writer, selection::wants, names, streams.raw(), streams.err()));
    }

    private Function<String, StreamNames> awaitNames() throws InterruptedException {
        long start = time.nanos();
        NameResolver names = services.names();
        while (names == null && time.since(start).compareTo(START_LIMIT) < 0) {
            time.pause(POLL);
            names = services.names();
        }
        return names == null ? null : names::ofStream;
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
