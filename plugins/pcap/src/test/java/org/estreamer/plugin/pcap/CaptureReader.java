package org.estreamer.plugin.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a pcapng file strictly: whatever is not as the format says fails. */
final class CaptureReader {
    record Packet(int linkType, String device, long micros, ByteBuffer data, int originalLength, String comment) {}

    private record Interface(int linkType, String name) {}

    private final List<Packet> packets = new ArrayList<>();
    private final List<Interface> interfaces = new ArrayList<>();
    private int sections;

    static CaptureReader read(Path file) throws IOException {
        CaptureReader reader = new CaptureReader();
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            int start = in.position();
            int type = in.getInt();
            int length = in.getInt();
            assertEquals(0, length % 4);
            assertEquals(length, in.getInt(start + length - 4));
            reader.block(type, in.slice(start + 8, length - 12).order(ByteOrder.LITTLE_ENDIAN));
            in.position(start + length);
        }
        return reader;
    }

    List<Packet> packets() {
        return packets;
    }

    int sections() {
        return sections;
    }

    private void block(int type, ByteBuffer body) {
        switch (type) {
            case 0x0A0D0D0A -> section(body);
            case 1 -> description(body);
            case 6 -> packet(body);
            default -> throw new AssertionError("block type " + type);
        }
        assertEquals(0, body.remaining());
    }

    private void section(ByteBuffer body) {
        assertEquals(0x1A2B3C4D, body.getInt());
        assertEquals(1, body.getShort());
        assertEquals(0, body.getShort());
        assertEquals(-1, body.getLong());
        assertEquals("estreamer", text(options(body).get(4)));
        sections++;
        interfaces.clear();
    }

    private void description(ByteBuffer body) {
        assertTrue(sections > 0);
        int linkType = Short.toUnsignedInt(body.getShort());
        assertEquals(0, body.getShort());
        assertEquals(262_144, body.getInt());
        Map<Integer, byte[]> options = options(body);
        assertEquals(6, options.get(9)[0]);
        interfaces.add(new Interface(linkType, text(options.get(2))));
    }

    private void packet(ByteBuffer body) {
        Interface from = interfaces.get(body.getInt());
        long micros = ((long) body.getInt() << 32) | Integer.toUnsignedLong(body.getInt());
        byte[] data = new byte[body.getInt()];
        int originalLength = body.getInt();
        assertTrue(data.length <= 262_144 && data.length <= originalLength);
        body.get(data);
        pad(body);
        packets.add(new Packet(
                from.linkType(),
                from.name(),
                micros,
                ByteBuffer.wrap(data),
                originalLength,
                text(options(body).get(1))));
    }

    private static Map<Integer, byte[]> options(ByteBuffer body) {
        Map<Integer, byte[]> options = new HashMap<>();
        while (true) {
            int code = body.getShort();
            byte[] value = new byte[body.getShort()];
            body.get(value);
            pad(body);
            if (code == 0) {
                assertEquals(0, value.length);
                return options;
            }
            options.put(code, value);
        }
    }

    private static void pad(ByteBuffer body) {
        while (body.position() % 4 != 0) {
            assertEquals(0, body.get());
        }
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
