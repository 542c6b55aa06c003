package org.estreamer.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Properties;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Karaf's shell as an operator comes to it: over SSH, with a login of its own for every command. */
final class KarafShell {
    private static final Logger LOG = LoggerFactory.getLogger(KarafShell.class);
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String OPERATOR = "karaf";

    private final int port;

    /** Where it may listen. */
    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    KarafShell(Path etc) throws IOException {
        Properties settings = new Properties();
        try (var in = Files.newInputStream(etc.resolve("org.apache.karaf.shell.cfg"))) {
            settings.load(in);
        }
        this.port = Integer.parseInt(settings.getProperty("sshPort").strip());
    }

    /** Logs in and has a word repeated. */
    boolean answers(String word) {
        try {
            return run("shell:echo " + word).contains(word);
        } catch (IOException e) {
            LOG.info("no answer over SSH", e);
            return false;
        }
    }

    /** Logs in, has a line carried out, and returns what was printed. */
    String run(String command) throws IOException {
        return inSession(session -> session.executeRemoteCommand(command));
    }

    /** The same for a line that may fail; what it complains of is returned as well. */
    String tell(String command) throws IOException {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        return inSession(session -> {
            try (ChannelExec channel = session.createExecChannel(command)) {
                channel.setOut(told);
                channel.setErr(told);
                channel.open().verify(LIMIT);
                channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LIMIT);
            }
            return told.toString(StandardCharsets.UTF_8);
        });
    }

    private interface Use {
        String of(ClientSession session) throws IOException;
    }

    private String inSession(Use use) throws IOException {
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
            client.start();
            try (ClientSession session =
                    client.connect(OPERATOR, "127.0.0.1", port).verify(LIMIT).getClientSession()) {
                session.addPasswordIdentity(OPERATOR);
                session.auth().verify(LIMIT);
                return use.of(session);
            }
        }
    }
}
