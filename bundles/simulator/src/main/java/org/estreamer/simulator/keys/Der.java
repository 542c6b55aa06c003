package org.estreamer.simulator.keys;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/**
 * Writes the few ASN.1 values (X.690, DER) that a certificate is made of, as the JDK reads certificates but makes none.
 *
 * <pre>
 *   | tag | length                                        | content |
 *   | 1   | 1 below 128, else 0x80 + how many bytes, then |         |
 *   |     | those bytes, big-endian                       |         |
 * </pre>
 */
final class Der {
    private static final int LONG_LENGTH = 0x80;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private Der() {}

    static byte[] sequence(byte[]... items) {
        return value(0x30, concatenated(items));
    }

    static byte[] integer(BigInteger number) {
        return value(0x02, number.toByteArray());
    }

    static byte[] yes() {
        return value(0x01, (byte) 0xFF);
    }

    /** An object identifier of arcs below 2^28. */
    static byte[] identifier(String dotted) {
        int[] arcs =
                Arrays.stream(dotted.split("\\.")).mapToInt(Integer::parseInt).toArray();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(arcs[0] * 40 + arcs[1]);
        for (int i = 2; i < arcs.length; i++) {
            for (int shift = 21; shift > 0; shift -= 7) {
                if (arcs[i] >> shift > 0) {
                    content.write(0x80 | (arcs[i] >> shift & 0x7F));
                }
            }
            content.write(arcs[i] & 0x7F);
        }
        return value(0x06, content.toByteArray());
    }

    /** UTCTime, as certificates have it for a time before 2050. */
    static byte[] time(Instant instant) {
        return value(0x17, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] octets(byte... content) {
        return value(0x04, content);
    }

    static byte[] bits(int unused, byte... content) {
        return value(0x03, concatenated(new byte[] {(byte) unused}, content));
    }

    /** A value in a place of its own: constructed, by number. */
    static byte[] explicit(int number, byte... content) {
        return value(0xA0 | number, content);
    }

    /** A plain value that stands for another type, by number. */
    static byte[] implicit(int number, byte... content) {
        return value(0x80 | number, content);
    }

    private static byte[] value(int tag, byte... content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < LONG_LENGTH) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int padding = length[0] == 0 ? 1 : 0;
            out.write(LONG_LENGTH | (length.length - padding));
            out.write(length, padding, length.length - padding);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
