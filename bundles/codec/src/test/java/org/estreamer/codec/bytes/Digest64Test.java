package org.estreamer.codec.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.estreamer.codec.LayoutCodec;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.Record;
import org.junit.jupiter.api.Test;

class Digest64Test {
    @Test
    void shouldBeXxHash64() {
        assertEquals(0xEF46DB3751D8E999L, digest(""));
        assertEquals(0xD24EC4F1A98C6E5BL, digest("a"));
        assertEquals(0x44BC2CF5AD770999L, digest("abc"));
        assertEquals(0xCFE1F278FA89835CL, digest("abcdefghijklmnopqrstuvwxyz"));
        assertEquals(0xAAA46907D3047814L, digest("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"));
    }

    @Test
    void shouldTellRecordsApartByTheirBytesOnly() {
        LayoutCodec codec = new LayoutCodec();
        byte[] one = codec.encode(new RecordHeader(4, 0, 1), Map.of("id", 1));
        byte[] two = codec.encode(new RecordHeader(4, 0, 1), Map.of("id", 2));
        assertEquals(
                codec.decode("a", one).digest(), codec.decode("b", one.clone()).digest());
        assertNotEquals(codec.decode("a", one).digest(), codec.decode("a", two).digest());
    }

    @Test
    void shouldMakeAnIdThatTellsServersSecondsAndBytesApart() {
        LayoutCodec codec = new LayoutCodec();
        byte[] one = codec.encode(new RecordHeader(4, 0, 1_700_000_000L), Map.of("id", 1));
        byte[] two = codec.encode(new RecordHeader(4, 0, 1_700_000_000L), Map.of("id", 2));
        byte[] later = codec.encode(new RecordHeader(4, 0, 1_700_000_001L), Map.of("id", 1));
        String id = codec.decode("fmc", one).id();
        assertTrue(id.matches("fmc:1700000000:[0-9a-f]{16}"), id);
        assertEquals(id, codec.decode("fmc", one.clone()).id());
        for (Record other : List.of(codec.decode("dr", one), codec.decode("fmc", two), codec.decode("fmc", later))) {
            assertNotEquals(id, other.id());
        }
    }

    private static long digest(String text) {
        byte[] bytes = ("?" + text).getBytes(StandardCharsets.US_ASCII);
        return Digest64.of(bytes, 1, bytes.length - 1);
    }
}
