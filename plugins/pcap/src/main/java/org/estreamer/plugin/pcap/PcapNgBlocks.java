package org.estreamer.plugin.pcap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Makes the blocks of a pcapng file (draft-ietf-opsawg-pcapng), little-endian. Every block is
 *
 * <pre>
 *   type   length   body, padded to 4   length
 *     4      4                            4     bytes
 * </pre>
 *
 * with options of 2 bytes code, 2 bytes length and a padded value at the end of the body.
 */
final class PcapNgBlocks {
    /** As many bytes of a packet as Wireshark reads. */
    static final int SNAP_LENGTH = 262_144;

    private static final int SECTION_HEADER = 0x0A0D0D0A;
    private static final int BYTE_ORDER = 0x1A2B3C4D;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int ENHANCED_PACKET = 6;
    private static final int END = 0;
    private static final int COMMENT = 1;
    private static final int INTERFACE_NAME = 2;
    private static final int USER_APPLICATION = 4;
    private static final int TIME_RESOLUTION = 9;
    private static final byte MICROSECONDS = 6;
    /** Room for a section header, an interface description and options beside a packet. */
    private static final int HEADERS = 1024;

    private final ByteBuffer buffer = ByteBuffer.allocate(SNAP_LENGTH + HEADERS).order(ByteOrder.LITTLE_ENDIAN);
    private int blockAt;

    void clear() {
        buffer.clear();
    }

    byte[] bytes() {
        return buffer.array();
    }

    int length() {
        return buffer.position();
    }

    /** A section of unknown length, version 1.0. */
    void section() {
        begin(SECTION_HEADER);
        buffer.putInt(BYTE_ORDER).putShort((short) 1).putShort((short) 0).putLong(-1);
        option(USER_APPLICATION, "estreamer");
        end();
    }

    /** The next interface of the section; they count from 0. */
    void description(int linkType, String name) {
        begin(INTERFACE_DESCRIPTION);
        buffer.putShort((short) linkType).putShort((short) 0).putInt(SNAP_LENGTH);
        option(INTERFACE_NAME, name);
        option(TIME_RESOLUTION, new byte[] {MICROSECONDS});
        end();
    }

    /** A packet; of a longer one than the snap length only the start, with its true length. */
    void packet(int interfaceId, long micros, byte[] data, String comment) {
        int kept = Math.min(data.length, SNAP_LENGTH);
        begin(ENHANCED_PACKET);
        buffer.putInt(interfaceId).putInt((int) (micros >>> 32)).putInt((int) micros);
        buffer.putInt(kept).putInt(data.length).put(data, 0, kept);
        pad(kept);
        option(COMMENT, comment);
        end();
    }

    private void begin(int type) {
        blockAt = buffer.position();
        buffer.putInt(type).putInt(0);
    }

    private void end() {
        buffer.putShort((short) END).putShort((short) 0);
        int length = buffer.position() + Integer.BYTES - blockAt;
        buffer.putInt(length).putInt(blockAt + Integer.BYTES, length);
    }

    private void option(int code, String text) {
        option(code, text.getBytes(StandardCharsets.UTF_8));
    }

    private void option(int code, byte[] value) {
        buffer.putShort((short) code).putShort((short) value.length).put(value);
        pad(value.length);
    }

    private void pad(int length) {
        for (int i = length; i % 4 != 0; i++) {
            buffer.put((byte) 0);
        }
    }
}
