package org.estreamer.plugin.jdbc.rows;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estreamer.record.FieldKind;

/** The text of a value that is no number. */
final class ValueText {
    private static final Pattern ZERO_GROUPS = Pattern.compile("(?:^|(?<=:))0(?::0)+(?=:|$)");
    private static final HexFormat HEX = HexFormat.of();
    private static final HexFormat MAC = HexFormat.ofDelimiter(":");

    private ValueText() {}

    static String of(FieldKind kind, byte[] from, int offset, int length) {
        return switch (kind) {
            case IPV4, IPV6 -> address(Arrays.copyOfRange(from, offset, offset + length));
            case MAC -> MAC.formatHex(from, offset, offset + length);
            case UUID -> uuid(ByteBuffer.wrap(from, offset, length));
            case HEX -> HEX.formatHex(from, offset, offset + length);
            case TEXT -> new String(from, offset, length, StandardCharsets.UTF_8);
            default -> Base64.getEncoder().encodeToString(Arrays.copyOfRange(from, offset, offset + length));
        };
    }

    private static String uuid(ByteBuffer bytes) {
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }

    private static String address(byte[] bytes) {
        try {
            return address(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("An address of " + bytes.length + " bytes", e);
        }
    }

    /** As RFC 5952 wants it; an IPv4 address in IPv6 form comes as IPv4. */
    static String address(InetAddress address) {
        String text = address.getHostAddress();
        return address instanceof Inet6Address ? shortened(text) : text;
    }

    private static String shortened(String text) {
        int start = 0;
        int end = 0;
        for (Matcher zeros = ZERO_GROUPS.matcher(text); zeros.find(); ) {
            if (zeros.end() - zeros.start() > end - start) {
                start = zeros.start();
                end = zeros.end();
            }
        }
        if (end == 0) {
            return text;
        }
        String before = start == 0 ? ":" : text.substring(0, start);
        return before + (end == text.length() ? ":" : text.substring(end));
    }
}
