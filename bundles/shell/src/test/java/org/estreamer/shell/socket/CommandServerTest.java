package org.estreamer.shell.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.estreamer.shell.command.Command;
import org.estreamer.shell.command.Commands;
import org.estreamer.shell.command.Console;
import org.estreamer.shell.command.Streams;
import org.estreamer.shell.command.Synopsis;
import org.estreamer.shell.command.UsageFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommandServerTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final Console console = new Console();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @TempDir
    Path data;

    @TempDir
    Path elsewhere;

    private CommandServer server;

    @BeforeEach
    void holdTheLock() throws IOException {
        Files.createFile(data.resolve("lock"));
    }

    @AfterEach
    void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    private void serve(CommandServer.Limits limits) throws IOException {
        server = new CommandServer(
                SocketPlace.prepare(data, elsewhere), new Commands(List.of(new Echo(), new Endless())), limits);
    }

    private void serve() throws IOException {
        serve(new CommandServer.Limits(4, LONG, LONG, LONG));
    }

    private int ask(String... words) {
        return new Client(data, LONG, false, console.outBytes, console.err).run(List.of(words));
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(SocketPlace.find(data)));
    }

    /** Whether it is closed without an answer; what is left unread makes it a reset. */
    private static boolean ends(SocketChannel client) {
        try {
            return client.read(ByteBuffer.allocate(1)) < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void shouldAnswerWithOutputErrorsAndExitStatus() throws IOException {
        serve();

        assertEquals(2, ask("echo", "grüße", "", "--", "x y"));
        assertEquals("[grüße, , --, x y]\n", console.out());
        assertEquals("this went wrong\n", console.err());
    }

    @Test
    void shouldAnswerWrongWordsAsMonitoringHasIt() throws IOException {
        serve();

        assertEquals(Client.UNKNOWN, ask("ecko"));
        assertTrue(console.err().startsWith("estreamer: there is no command ecko; did you mean echo?"), console.err());
    }

    @Test
    void shouldGiveLongAnswersInFull() throws IOException {
        serve();
        String word = "long ".repeat(3000).strip();

        ask("echo", word);

        assertEquals("[" + word + "]\n", console.out());
    }

    @Test
    void shouldSayThatNoProcessRuns() {
        assertEquals(Client.UNKNOWN, ask("status"));
        assertTrue(console.err().contains("no process runs with the data folder " + data), console.err());
    }

    @Test
    void shouldLetNobodyElseReachTheSocketFromItsFirstMomentOn() throws IOException {
        Path socket = SocketPlace.prepare(data, elsewhere);

        assertEquals("rwx------", mode(socket.getParent()));
        assertTrue(Files.notExists(socket));
    }

    @Test
    void shouldNarrowAFolderThatWasLeftOpenForOthers() throws IOException {
        Path control = Files.createDirectory(data.resolve("control"));
        Files.setPosixFilePermissions(control, PosixFilePermissions.fromString("rwxrwxrwx"));

        SocketPlace.prepare(data, elsewhere);

        assertEquals("rwx------", mode(control));
    }

    @Test
    void shouldRefuseALinkInPlaceOfItsFolder() throws IOException {
        Files.createSymbolicLink(data.resolve("control"), elsewhere);

        assertThrows(IOException.class, () -> SocketPlace.prepare(data, elsewhere));
    }

    @Test
    void shouldNotAskWhereOthersCouldHavePutTheSocket() throws IOException {
        serve();
        Files.setPosixFilePermissions(data.resolve("control"), PosixFilePermissions.fromString("rwx---rwx"));

        assertEquals(Client.UNKNOWN, ask("echo"));
        assertTrue(console.err().contains("Nothing was asked"), console.err());
        assertEquals("", console.out());
    }

    @Test
    void shouldBeFoundWhereTheNameOfTheDataFolderIsTooLong() throws IOException {
        data = Files.createDirectories(data.resolve("long".repeat(30)));
        Files.createFile(data.resolve("lock"));
        serve();

        assertEquals(2, ask("echo"));
        Path socket = SocketPlace.find(data);
        assertEquals(elsewhere, socket.getParent().getParent());
        assertEquals("rwx------", mode(socket.getParent()));

        server.close();
        SocketPlace.remove(data);
        assertThrows(NoSuchFileException.class, () -> SocketPlace.find(data));
        assertEquals(0, elsewhere.toFile().list().length);
    }

    @Test
    void shouldReplaceTheSocketOfAProcessThatWasKilled() throws IOException {
        serve();
        // closing leaves the file, as a kill does
        server.close();
        assertTrue(Files.exists(data.resolve("control/socket")));
        assertEquals(Client.UNKNOWN, ask("echo"));

        serve();

        assertEquals(2, ask("echo"));
    }

    @Test
    void shouldAnswerOthersWhileClientsHang() throws IOException {
        serve();
        List<SocketChannel> silent = new ArrayList<>();
        for (int client = 0; client < 3; client++) {
            silent.add(connect());
        }

        assertEquals(2, ask("echo"));
        for (SocketChannel channel : silent) {
            channel.close();
        }
    }

    @Test
    void shouldThrowOutAClientThatSaysNothing() throws IOException {
        serve(new CommandServer.Limits(1, SHORT, LONG, LONG));
        try (SocketChannel silent = connect()) {
            assertEquals(-1, silent.read(ByteBuffer.allocate(1)));
        }
    }

    @Test
    void shouldThrowOutAClientThatDoesNotReadItsAnswer() throws Exception {
        serve(new CommandServer.Limits(1, LONG, SHORT, LONG));
        try (SocketChannel deaf = connect()) {
            deaf.write(ByteBuffer.wrap(Frames.request(List.of("endless", "flood"))));

            assertTrue(interrupted.await(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void shouldEndACommandThatTakesTooLong() throws IOException {
        serve(new CommandServer.Limits(4, LONG, LONG, SHORT));

        assertEquals(Client.UNKNOWN, ask("endless"));
        assertTrue(console.err().contains("did not answer in time"), console.err());
    }

    @Test
    void shouldEndACommandWhoseClientHasGone() throws Exception {
        serve();
        try (SocketChannel client = connect()) {
            client.write(ByteBuffer.wrap(Frames.request(List.of("endless"))));
            assertTrue(begun.await(30, TimeUnit.SECONDS));
        }

        assertTrue(interrupted.await(30, TimeUnit.SECONDS));
    }

    @Test
    void shouldRefuseWhatIsNoRequestAndGoOn() throws IOException {
        serve();
        for (String request :
                List.of("GET / HTTP/1.1\r\n\r\n", "ESTR\2\0\0", "ESTR\1\u007f\u007f", "ESTR\1\0\1\u007f\u007f")) {
            try (SocketChannel client = connect()) {
                client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1)));
                client.shutdownOutput();
                assertTrue(ends(client), request);
            }
        }

        assertEquals(2, ask("echo"));
    }

    @Test
    void shouldTakeNoMoreClientsThanItsLimit() throws IOException {
        serve(new CommandServer.Limits(2, LONG, LONG, LONG));
        try (SocketChannel first = connect();
                SocketChannel second = connect();
                SocketChannel third = connect()) {
            assertEquals(-1, third.read(ByteBuffer.allocate(1)));
            assertTrue(first.isOpen() && second.isOpen());
        }
    }

    @Test
    void shouldNotWaitForAProcessThatDoesNotBegin() throws IOException {
        serve();
        server.close();
        Files.delete(data.resolve("control/socket"));
        try (ServerSocketChannel frozen = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            frozen.bind(UnixDomainSocketAddress.of(data.resolve("control/socket")));

            Client client = new Client(data, SHORT, false, console.outBytes, console.err);

            assertEquals(Client.UNKNOWN, client.run(List.of("status")));
        }
        assertTrue(console.err().contains("did not answer in time"), console.err());
    }

    @Test
    void shouldSayWhoMayAskWhereThisUserMayNot() {
        assertEquals(
                "user " + System.getProperty("user.name")
                        + " may not use /data/control/place. Ask as the user who runs the process, or as root",
                Client.reason(new AccessDeniedException("/data/control/place")));
        assertEquals("Connection reset", Client.reason(new IOException("Connection reset")));
    }

    @Test
    void shouldRefuseAnIntervalThatIsNone() {
        assertEquals(Client.UNKNOWN, ask("status", "--watch=0"));
        assertEquals("estreamer: --watch=SECONDS takes a number from 1 to 3600\n", console.err());
    }

    /** Says what it was told. */
    private static final class Echo implements Command {
        @Override
        public Synopsis synopsis() {
            return Synopsis.of("echo", "says it", "");
        }

        @Override
        public int run(List<String> words, Streams streams) throws UsageFault {
            streams.out().println(words);
            streams.err().println("this went wrong");
            return 2;
        }
    }

    /** Goes on until it is interrupted or nobody listens. */
    private final class Endless implements Command {
        @Override
        public Synopsis synopsis() {
            return Synopsis.of("endless", "goes on", "");
        }

        @Override
        public int run(List<String> words, Streams streams) throws InterruptedException {
            begun.countDown();
            try {
                if (words.isEmpty()) {
                    new CountDownLatch(1).await();
                }
                while (!streams.out().checkError()) {
                    streams.out().println("more ".repeat(1000));
                }
                throw new InterruptedException();
            } finally {
                interrupted.countDown();
            }
        }
    }
}
