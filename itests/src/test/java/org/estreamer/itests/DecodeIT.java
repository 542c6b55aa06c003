package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodeIT {
    /** A null message, then a priority record in an event data message with an archival timestamp. */
    private static final byte[] STREAM = HexFormat.of()
            .parseHex("0001000000000000" + "000100040000001a" + "000000040000000a6553f10000000000" + "000000010004"
                    + "68696768");

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int EVENTS = 2_000;

    @TempDir
    private Path folder;

    @Test
    void shouldPrintALineForEachRecordOfAFile() throws Exception {
        Path file = Files.write(folder.resolve("stream.bin"), STREAM);
        try (Launched decode = Launched.start(Map.of(), null, "decode", file.toString())) {
            assertEquals(0, decode.exitStatus(), decode::everything);
            assertEquals(1, decode.output().size(), decode::everything);
            assertEquals(
                    "{\"recordType\":4,\"archiveTimestamp\":1700000000,\"id\":1,\"name\":\"high\"}",
                    decode.output().get(0));
        }
    }

    @Test
    void shouldDecodeInALanguageThatHasDigitsOfItsOwn() throws Exception {
        Path file = Files.write(folder.resolve("stream.bin"), STREAM);
        Map<String, String> arabic = Map.of("JAVA_OPTS", "-Duser.language=ar -Duser.country=EG");
        try (Launched decode = Launched.start(arabic, null, "decode", file.toString())) {
            assertEquals(0, decode.exitStatus(), decode::everything);
            assertEquals(1, decode.output().size(), decode::everything);
        }
    }

    @Test
    void shouldDecodeStandardInput() throws Exception {
        Path file = Files.write(folder.resolve("stream.bin"), STREAM);
        try (Launched decode = Launched.start(Map.of(), file, "decode", "--format", "json", "-")) {
            assertEquals(0, decode.exitStatus(), decode::everything);
            assertEquals(1, decode.output().size(), decode::everything);
        }
    }

    @Test
    void shouldPrintWhatIsWholeOfACutStreamAndSaySo() throws Exception {
        byte[] cut = Arrays.copyOf(STREAM, STREAM.length + 5);
        Path file = Files.write(folder.resolve("cut.bin"), cut);
        try (Launched decode = Launched.start(Map.of(), null, "decode", file.toString())) {
            assertEquals(2, decode.exitStatus(), decode::everything);
            assertEquals(1, decode.output().size(), decode::everything);
            assertTrue(decode.errors().size() > 0);
        }
    }

    @Test
    void shouldDecodeALogBesideTheProcessThatWritesIt() throws Exception {
        FaultyHistory history = new FaultyHistory(1, EVENTS);
        Installation installation = new Installation(folder)
                .drop("org.estreamer.plugin.file")
                .configure("plugin.file-all", "path=events.jsonl");
        Path file = installation.data().resolve("events.jsonl");
        TestAuthority authority = new TestAuthority("decode-tests");
        try (ScriptedManagementCenter server = new ScriptedManagementCenter(
                authority.self().certificate(), authority.issue("fmc"), List.of(history::serve))) {
            installation.configure("session-fmc", new ClientSettings(authority, folder).lines(server.port()));
            try (Launched run = installation.launch("run")) {
                Await.until("all events in\n" + run.everything(), LIMIT, () -> history.isIn(file));
                Path log = installation.data().resolve("log");
                assertEquals(history.all(), history.numbers(decoded(installation, "--from", "-1h", log.toString())));
                assertEquals(
                        history.all(),
                        history.numbers(
                                decoded(installation, "--server", "fmc", "--records", "discovery", log.toString())));
                assertEquals(
                        List.of(),
                        history.numbers(decoded(installation, "--from", "-1h", "--to", "-30m", log.toString())));
                assertTrue(run.process().isAlive(), run::everything);
                Installation.stopInTime(run);
            }
        }
        assertEquals(history.all(), history.numbers(file));
    }

    private Path decoded(Installation installation, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("decode"));
        command.addAll(List.of(words));
        try (Launched decode = installation.launch(command.toArray(String[]::new))) {
            assertEquals(0, decode.exitStatus(), decode::everything);
            return Files.write(folder.resolve("decoded.jsonl"), decode.output());
        }
    }

    @Test
    void shouldSayHowItIsUsed() throws Exception {
        try (Launched help = Launched.start(Map.of(), null, "help")) {
            assertEquals(0, help.exitStatus());
            assertTrue(help.hasLine("decode .*FILE"));
        }
        try (Launched wrong = Launched.start(Map.of(), null, "decoed")) {
            assertEquals(64, wrong.exitStatus());
        }
    }
}
