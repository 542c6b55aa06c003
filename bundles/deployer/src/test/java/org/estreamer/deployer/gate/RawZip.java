package org.estreamer.deployer.gate;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** Writes zips byte by byte, as no library would. */
final class RawZip {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<byte[]> directory = new ArrayList<>();
    private int flags;
    private int method;
    private int count = -1;
    private String comment = "";

    /** The flags of the entries that follow, in both headers. */
    RawZip flags(int value) {
        flags = value;
        return this;
    }

    RawZip method(int value) {
        method = value;
        return this;
    }

    /** What the end record says in place of the true number. */
    RawZip count(int value) {
        count = value;
        return this;
    }

    RawZip comment(String text) {
        comment = text;
        return this;
    }

    /** Bytes that belong to no entry. */
    RawZip stray(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    RawZip entry(String name, String content) {
        return entry(name, name, content, content.length());
    }

    /** An entry with one name in front of it and another in the directory, which also tells another length. */
    RawZip entry(String localName, String centralName, String content, int centralLength) {
        byte[] data = content.getBytes(StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        crc.update(data);
        int offset = bytes.size();
        byte[] local = utf8(localName);
        bytes.writeBytes(header(30 + local.length)
                .putInt(0x04034b50)
                .putShort((short) 20)
                .putShort((short) flags)
                .putShort((short) method)
                .putInt(0)
                .putInt((int) crc.getValue())
                .putInt(data.length)
                .putInt(data.length)
                .putShort((short) local.length)
                .putShort((short) 0)
                .put(local)
                .array());
        bytes.writeBytes(data);
        byte[] central = utf8(centralName);
        directory.add(header(46 + central.length)
                .putInt(0x02014b50)
                .putShort((short) 20)
                .putShort((short) 20)
                .putShort((short) flags)
                .putShort((short) method)
                .putInt(0)
                .putInt((int) crc.getValue())
                .putInt(data.length)
                .putInt(centralLength)
                .putShort((short) central.length)
                .put(new byte[12])
                .putInt(offset)
                .put(central)
                .array());
        return this;
    }

    /** Takes the newest entry out of the directory: only who reads from the front still sees it. */
    RawZip hidden() {
        directory.remove(directory.size() - 1);
        return this;
    }

    byte[] bytes() {
        int start = bytes.size();
        directory.forEach(bytes::writeBytes);
        int entries = count < 0 ? directory.size() : count;
        bytes.writeBytes(header(22 + comment.length())
                .putInt(0x06054b50)
                .putInt(0)
                .putShort((short) entries)
                .putShort((short) entries)
                .putInt(bytes.size() - start)
                .putInt(start)
                .putShort((short) comment.length())
                .put(utf8(comment))
                .array());
        return bytes.toByteArray();
    }

    private static ByteBuffer header(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
