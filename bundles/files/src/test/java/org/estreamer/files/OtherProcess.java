package org.estreamer.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.estreamer.plugin.UnavailableException;

/** Another process that asks for an output, and keeps what it gets until it is killed. */
final class OtherProcess implements AutoCloseable {
    private final Process process;
    private final String answer;

    OtherProcess(Path output) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        output.toString())
                .redirectErrorStream(true)
                .start();
        answer = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    /** Asks for the output that is named, says what came of it, and waits for its end. */
    public static void main(String[] args) throws IOException {
        try (Claim claim = new Claim(Path.of(args[0]), "another configuration")) {
            try {
                claim.take();
                System.out.println("taken");
            } catch (UnavailableException e) {
                System.out.println(e.getMessage());
            }
            // until its input ends, as it does too when the process that started it is gone
            while (System.in.read() >= 0) {}
        }
    }

    /** "taken", or who has the output. */
    String answer() {
        return answer;
    }

    long pid() {
        return process.pid();
    }

    /** Kills it. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
