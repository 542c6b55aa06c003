package org.estreamer.codec.bytes;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;

/** Field values as bytes: from Java's own types, or from the text forms that JSON has for them. */
public final class FieldValue {
    /** No name has a colon or consists of digits and dots only, so this never leads to a look-up. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private FieldValue() {}

    /** A number of any width; nothing is 0. */
    public static long number(Field field, Object value) {
        if (value == null) {
            return 0;
        }
        try {
            return Long.parseUnsignedLong(
                    value instanceof Long signed ? Long.toUnsignedString(signed) : value.toString());
        } catch (NumberFormatException none) {
            throw wrong(field, value, none);
        }
    }

    /** A number that must fit into 1, 2, 4 or 8 bytes. */
    public static long number(Field field, Object value, int width) {
        long number = number(field, value);
        if (width < Long.BYTES && (number >>> (8 * width)) != 0) {
            throw new IllegalArgumentException(
                    field.name() + " has " + width + " bytes; " + Long.toUnsignedString(number) + " does not fit");
        }
        return number;
    }

    /**
     * Any other value, or a number in a fixed place.
     *
     * @param width the bytes it must have; 0 for as many as the value has
     */
    public static byte[] bytes(Field field, int width, Object value) {
        if (value == null) {
            return new byte[width];
        }
        byte[] bytes;
        try {
            bytes = value instanceof byte[] given ? given : convert(field, width, value);
        } catch (IllegalArgumentException | UnknownHostException notOne) {
            throw wrong(field, value, notOne);
        }
        if (width != 0 && bytes.length != width) {
            throw new IllegalArgumentException(
                    field.name() + " has " + width + " bytes, not " + bytes.length + ": " + value);
        }
        return bytes;
    }

    private static byte[] convert(Field field, int width, Object value) throws UnknownHostException {
        String text = value.toString();
        return switch (field.kind()) {
            case UINT8, UINT16, UINT32, UINT64 -> number(number(field, value, width), width);
            case IPV4 -> Addresses.narrow(address(value));
            case IPV6 -> Addresses.wide(address(value));
            case MAC -> HexFormat.ofDelimiter(":").parseHex(text);
            case HEX -> HexFormat.of().parseHex(text);
            case UUID -> uuid(value instanceof UUID given ? given : UUID.fromString(text));
            case TEXT -> text.getBytes(StandardCharsets.UTF_8);
            case DATA -> Base64.getDecoder().decode(text);
            case BLOCK, LIST -> throw new IllegalArgumentException("not a plain value");
        };
    }

    private static InetAddress address(Object value) throws UnknownHostException {
        if (value instanceof InetAddress address) {
            return address;
        }
        String text = value.toString();
        if (!ADDRESS.matcher(text).matches()) {
            throw new UnknownHostException("not an address");
        }
        return InetAddress.getByName(text);
    }

    private static byte[] number(long value, int width) {
        ByteWriter out = new ByteWriter();
        out.number(value, width);
        return out.toByteArray();
    }

    private static byte[] uuid(UUID uuid) {
        ByteWriter out = new ByteWriter();
        out.number(uuid.getMostSignificantBits(), Long.BYTES);
        out.number(uuid.getLeastSignificantBits(), Long.BYTES);
        return out.toByteArray();
    }

    private static IllegalArgumentException wrong(Field field, Object value, Exception cause) {
        FieldKind kind = field.kind();
        return new IllegalArgumentException(field.name() + " takes a value of kind " + kind + ", not " + value, cause);
    }
}
