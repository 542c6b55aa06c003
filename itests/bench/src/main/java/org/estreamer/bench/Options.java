package org.estreamer.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is measured, and how long. */
final class Options {
    static final String USAGE = """
            --modes drain,noop,file   what is measured; also catchup
            --seconds 20              how long a run is measured
            --warmup 8                how long it runs before that
            --rounds 3                how many runs of each mode, one mode after the other
            --rate RECORDS            how many a second the server sends; without it all it can
            --gigabytes 8             how large the log is of a start that has one (Starts)
            --log-dir FOLDER          where the data of the client goes, and so its log
            --jvm-options OPTIONS     of the client, separated by spaces
            --file-settings SETTINGS  of the plugin file, separated by spaces: omitEmpty=true
            --distribution FOLDER     runtime/target/estreamer
            --report FILE             itests/bench/target/whole-runs.md
            """;

    List<Mode> modes = List.of(Mode.DRAIN, Mode.NOOP, Mode.FILE);
    int seconds = 20;
    int warmup = 8;
    int rounds = 3;
    int rate;
    int gigabytes = 8;
    Path logDir = Path.of(System.getProperty("java.io.tmpdir"));
    String jvmOptions = "";
    String fileSettings = "omitEmpty=true";
    Path distribution = Path.of("runtime/target/estreamer");
    Path report = Path.of("itests/bench/target/whole-runs.md");

    private Options() {}

    /** Reads the command line; without a distribution, or with options that nobody knows, it ends the program. */
    static Options of(String... args) {
        Options options = null;
        try {
            options = parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n\n" + USAGE);
            System.exit(64);
        }
        if (!Files.isDirectory(options.distribution)) {
            System.err.println("no distribution in " + options.distribution.toAbsolutePath()
                    + ": build it, or name another with --distribution");
            System.exit(66);
        }
        System.setProperty("estreamer.distribution", options.distribution.toString());
        return options;
    }

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException if it asks for what there is not
     */
    static Options parse(String... args) {
        Options options = new Options();
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " without a value");
            }
            options.set(args[i], args[i + 1]);
        }
        return options;
    }

    private void set(String name, String value) {
        switch (name) {
            case "--modes" -> modes = Mode.list(value);
            case "--seconds" -> seconds = positive(name, value);
            case "--warmup" -> warmup = positive(name, value);
            case "--rounds" -> rounds = positive(name, value);
            case "--rate" -> rate = positive(name, value);
            case "--gigabytes" -> gigabytes = positive(name, value);
            case "--log-dir" -> logDir = Path.of(value);
            case "--jvm-options" -> jvmOptions = value;
            case "--file-settings" -> fileSettings = value;
            case "--distribution" -> distribution = Path.of(value);
            case "--report" -> report = Path.of(value);
            default -> throw new IllegalArgumentException("no option " + name);
        }
    }

    private static int positive(String name, String value) {
        if (!value.matches("[1-9]\\d{0,5}")) {
            throw new IllegalArgumentException(name + " takes a number from 1 on, not " + value);
        }
        return Integer.parseInt(value);
    }
}
