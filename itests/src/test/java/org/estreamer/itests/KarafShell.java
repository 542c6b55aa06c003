package org.estreamer.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.sshd.client.SshClient;
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
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
            client.start();
            try (ClientSession session =
                    client.connect(OPERATOR, "127.0.0.1", port).verify(LIMIT).getClientSession()) {
                session.addPasswordIdentity(OPERATOR);
                session.auth().verify(LIMIT);
                return session.executeRemoteCommand(command);
            }
        }
    }
}
