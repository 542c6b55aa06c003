package org.estreamer.formats.function;

import org.estreamer.formats.bytes.AddressText;
import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.bytes.Zeros;
import org.estreamer.formats.reading.Reading;
import org.estreamer.formats.source.FieldSource;
import org.estreamer.formats.source.Kind;
import org.estreamer.formats.source.Source;

/** What is in bytes whose meaning another field tells, such as the extra data of an intrusion event. */
final class Blob extends Source {
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    /** Zeros in front of an IPv4 address; behind them stand two more bytes that servers fill in two ways. */
    private static final int ZEROS_OF_IPV4 = 10;

    /** What bytes mean. */
    interface Meaning {
        Kind put(byte[] buffer, int offset, int length, ByteBuilder value);
    }

    private final Meaning meaning;

    Blob(FieldSource bytes, Meaning meaning) {
        super(bytes.slot());
        this.meaning = meaning;
    }

    @Override
    public Kind put(Reading reading, int entry, ByteBuilder value) {
        return meaning.put(reading.buffer(entry), reading.offset(entry), reading.length(entry), value);
    }

    /** An address of 4 or 16 bytes; of 16 that begin with ten zeros the last four are an IPv4 address. */
    static Kind address(byte[] buffer, int offset, int length, ByteBuilder value) {
        if (Zeros.areAll(buffer, offset, length)) {
            return Kind.NONE;
        }
        if (length == IPV4_BYTES) {
            AddressText.ipv4(value, buffer, offset);
        } else if (length == IPV6_BYTES && Zeros.areAll(buffer, offset, ZEROS_OF_IPV4)) {
            AddressText.ipv4(value, buffer, offset + IPV6_BYTES - IPV4_BYTES);
        } else if (length == IPV6_BYTES) {
            AddressText.ipv6(value, buffer, offset);
        } else {
            return Kind.NONE;
        }
        return Kind.PLAIN;
    }

    /** Text, without zeros behind it. */
    static Kind text(byte[] buffer, int offset, int length, ByteBuilder value) {
        int end = offset + length;
        while (end > offset && buffer[end - 1] == 0) {
            end--;
        }
        value.put(buffer, offset, end - offset);
        return end > offset ? Kind.TEXT : Kind.NONE;
    }
}
