package org.estreamer.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A simulator in a process of its own, for clients in others. */
public final class SimulatedServer implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1 port (\\d+)");

    private final Installation installation;
    private final Launched process;

    private SimulatedServer(Installation installation, Launched process) {
        this.installation = installation;
        this.process = process;
    }

    /** Starts a simulator with its settings and waits until it listens. */
    public static SimulatedServer start(Path home, String... settings) throws Exception {
        return start(new Installation(home), settings);
    }

    /** The same, where more is configured already. */
    static SimulatedServer start(Installation installation, String... settings) throws Exception {
        installation.configure("simulator-sim", "port=0\n" + String.join("\n", settings));
        SimulatedServer server = new SimulatedServer(installation, installation.launch("run"));
        boolean listens = false;
        try {
            server.process.awaitLine(LISTENING.pattern());
            listens = true;
            return server;
        } finally {
            if (!listens) {
                server.close();
            }
        }
    }

    int port() {
        Matcher listening = LISTENING.matcher(process.everything());
        if (!listening.find()) {
            throw new IllegalStateException("the simulator does not listen: " + process.everything());
        }
        return Integer.parseInt(listening.group(1));
    }

    /** What a session needs to meet this server, as lines of a configuration. */
    public String sessionSettings() throws IOException {
        return sessionSettings(port());
    }

    /** The same, where the server is behind another port. */
    String sessionSettings(int port) throws IOException {
        Path keys = installation.data().resolve("simulator-sim");
        return String.join(
                "\n",
                "host=127.0.0.1",
                "port=" + port,
                "identity=" + keys.resolve("client.p12"),
                "identityPassword=" + Files.readString(keys.resolve("password")).strip());
    }

    /** The simulator. */
    public Launched process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
