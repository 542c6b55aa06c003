package org.estreamer.simulator;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import org.estreamer.pipeline.message.Message;
import org.estreamer.simulator.history.Requests;
import org.estreamer.simulator.keys.KeyFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of clients that do not keep to the protocol. */
class ClientFaultTest extends ManagementCenterRig {
    @Test
    void shouldRefuseAWrongFirstMessageWithAnError() throws Exception {
        ManagementCenter center = start(Map.of());
        try (RawClient client = new RawClient(center)) {
            client.send(new Message.StreamingRequest(List.of(Requests.NEWEST.service(0))));
            Message.Error error = assertInstanceOf(Message.Error.class, client.read());
            assertTrue(error.text().contains("event stream request"), error.text());
            assertNull(client.read());
        }
    }

    @Test
    void shouldRefuseGarbageWithAnError() throws Exception {
        ManagementCenter center = start(Map.of());
        try (RawClient client = new RawClient(center)) {
            client.send("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertInstanceOf(Message.Error.class, client.read());
            assertNull(client.read());
        }
    }

    @Test
    void shouldRefuseASecondRequestInASession() throws Exception {
        ManagementCenter center = start(Map.of("rate", 0, "records", 1));
        try (RawClient client = new RawClient(center).requestBundles(Requests.NEWEST, Requests.OLDEST)) {
            client.readBundle();
            client.send(new Message.EventStreamRequest(0, Requests.EVERYTHING));
            assertInstanceOf(Message.Error.class, client.read());
            assertNull(client.read());
        }
    }

    @Test
    void shouldEndTheSessionOnAnErrorFromTheClient() throws Exception {
        ManagementCenter center = start(Map.of("rate", 0, "records", 1));
        try (RawClient client = new RawClient(center).requestBundles(Requests.NEWEST, Requests.OLDEST)) {
            client.readBundle();
            client.send(new Message.Error(-1, "stopping"));
            assertNull(client.read());
        }
    }

    @Test
    void shouldRefuseAClientWithoutACertificateOfItsOwnAuthority(@TempDir Path elsewhere) throws Exception {
        ManagementCenter center = start(Map.of("rate", 0));
        KeyFolder stranger = KeyFolder.open(elsewhere.resolve("stranger"));
        for (var identity : new KeyManager[][] {null, RawClient.identity(stranger)}) {
            assertThrows(IOException.class, () -> {
                try (RawClient client = new RawClient(center, identity, "TLSv1.3")) {
                    client.requestMessages(Requests.OLDEST);
                    if (client.read() == null) {
                        throw new IOException("closed");
                    }
                }
            });
        }
    }

    @Test
    void shouldStopQuicklyWhileClientsDoNotRead() throws Exception {
        ManagementCenter center = start(Map.of("rate", 0));
        try (RawClient stuck = new RawClient(center).requestBundles(Requests.NEWEST, Requests.OLDEST);
                RawClient silent = new RawClient(center)) {
            stuck.readBundle();
            silent.patience(5_000);
            assertTimeoutPreemptively(Duration.ofSeconds(20), center::close);
            assertTrue(Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.isAlive()
                            && thread.getName().startsWith("estreamer-simulator-test-")
                            && !thread.getName().endsWith("-listener")));
        }
    }
}
