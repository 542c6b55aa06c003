package org.estreamer.formats.function;

import java.security.DigestException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.estreamer.formats.bytes.AddressText;
import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.bytes.ValueText;
import org.estreamer.formats.reading.Reading;
import org.estreamer.formats.source.FieldSource;
import org.estreamer.formats.source.Kind;
import org.estreamer.formats.source.Source;
import org.estreamer.record.FieldKind;

/**
 * The Community ID of a flow, version 1 with seed 0: the same for both directions, so that other sensors' events of the flow can
 * be found. Made as corelight/community-id-spec says.
 *
 * <pre>
 *   "1:" base64( SHA-1( 0 0 | address | other address | protocol | 0 | port | other port ) )    the smaller end first
 * </pre>
 */
final class CommunityId extends Source {
    private static final int ICMP = 1;
    private static final int ICMP_V6 = 58;
    /** Types of ICMP, each followed by the one that answers it. */
    private static final int[] ANSWERS = {8, 0, 13, 14, 15, 16, 17, 18, 10, 9};

    private static final int[] ANSWERS_V6 = {128, 129, 133, 134, 135, 136, 130, 131, 144, 145, 139, 140};
    private static final int SHA1_LENGTH = 20;

    private final FieldSource source;
    private final FieldSource destination;
    private final FieldSource sourcePort;
    private final FieldSource destinationPort;
    private final FieldSource protocol;
    private final MessageDigest sha1;
    private final byte[] text = new byte[40];
    private final byte[] digest = new byte[SHA1_LENGTH];
    private int length;

    CommunityId(FieldSource... fields) {
        super(NO_SLOT);
        source = fields[0];
        destination = fields[1];
        sourcePort = fields[2];
        destinationPort = fields[3];
        protocol = fields[4];
        try {
            sha1 = MessageDigest.getInstance("SHA-1");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    @Override
    public Kind put(Reading reading, int entry, ByteBuilder value) {
        int from = source.first(reading);
        int to = destination.first(reading);
        if (from == Reading.NO_ENTRY || to == Reading.NO_ENTRY) {
            return Kind.NONE;
        }
        int number = (int) protocol.number(reading);
        int port = (int) sourcePort.number(reading);
        int otherPort = otherPort(number, port, (int) destinationPort.number(reading));
        boolean oneWay = otherPort < 0;
        if (oneWay) {
            otherPort = (int) destinationPort.number(reading);
        }
        int order = compare(reading, from, to);
        boolean swap = !oneWay && (order > 0 || (order == 0 && port > otherPort));
        length = 2;
        address(reading, swap ? to : from);
        address(reading, swap ? from : to);
        text[length++] = (byte) number;
        text[length++] = 0;
        if (hasPorts(number)) {
            port(swap ? otherPort : port);
            port(swap ? port : otherPort);
        }
        return hash(value);
    }

    private Kind hash(ByteBuilder value) {
        sha1.update(text, 0, length);
        try {
            sha1.digest(digest, 0, SHA1_LENGTH);
        } catch (DigestException e) {
            throw new IllegalStateException("20 bytes are enough for SHA-1", e);
        }
        value.put('1').put(':');
        ValueText.base64(value, digest, 0, SHA1_LENGTH);
        return Kind.TEXT;
    }

    /** The other end's port; of ICMP the type that answers, and -1 where none does. */
    private static int otherPort(int protocol, int port, int otherPort) {
        if (protocol != ICMP && protocol != ICMP_V6) {
            return otherPort;
        }
        int[] pairs = protocol == ICMP ? ANSWERS : ANSWERS_V6;
        for (int i = 0; i < pairs.length; i++) {
            if (pairs[i] == port) {
                return pairs[i ^ 1];
            }
        }
        return -1;
    }

    /** TCP, UDP, SCTP and the two of ICMP. */
    private static boolean hasPorts(int protocol) {
        return protocol == ICMP || protocol == 6 || protocol == 17 || protocol == ICMP_V6 || protocol == 132;
    }

    private void address(Reading reading, int entry) {
        int skipped = skipped(reading, entry);
        int count = reading.length(entry) - skipped;
        System.arraycopy(reading.buffer(entry), reading.offset(entry) + skipped, text, length, count);
        length += count;
    }

    private static int compare(Reading reading, int left, int right) {
        int leftAt = reading.offset(left) + skipped(reading, left);
        int rightAt = reading.offset(right) + skipped(reading, right);
        return Arrays.compareUnsigned(
                reading.buffer(left),
                leftAt,
                reading.offset(left) + reading.length(left),
                reading.buffer(right),
                rightAt,
                reading.offset(right) + reading.length(right));
    }

    /** The bytes before an IPv4 address in IPv6 form. */
    private static int skipped(Reading reading, int entry) {
        boolean mapped = reading.field(entry).kind() == FieldKind.IPV6
                && AddressText.isMapped(reading.buffer(entry), reading.offset(entry));
        return mapped ? 12 : 0;
    }

    private void port(int port) {
        text[length++] = (byte) (port >> 8);
        text[length++] = (byte) port;
    }
}
