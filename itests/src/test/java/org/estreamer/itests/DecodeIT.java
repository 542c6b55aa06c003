package org.estreamer.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodeIT {
    /** A null message, then a priority record in an event data message with an archival timestamp. */
    private static final byte[] STREAM = HexFormat.of()
            .parseHex("0001000000000000" + "000100040000001a" + "000000040000000a6553f10000000000" + "000000010004"
                    + "68696768");

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
