package org.estreamer.formats.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTextTest {
    @ParameterizedTest
    @CsvSource({
        "0:0:0:0:0:0:0:0, ::",
        "0:0:0:0:0:0:0:1, ::1",
        "1:0:0:0:0:0:0:0, 1::",
        "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:DB8:00a0:0b00:0001:c000:0:0, 2001:db8:a0:b00:1:c000::",
        "0:0:1:2:3:4:5:6, ::1:2:3:4:5:6",
        "0:1:2:3:4:5:6:7, 0:1:2:3:4:5:6:7",
        "0:0:0:0:0:fffe:102:304, ::fffe:102:304",
    })
    void shouldWriteIpv6AsRfc5952Says(String in, String out) throws UnknownHostException {
        assertEquals(out, ipv6(InetAddress.getByName(in).getAddress()));
    }

    @Test
    void shouldWriteMappedIpv4Dotted() {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 192, 0, 2, (byte) 255};
        assertEquals("192.0.2.255", ipv6(mapped));
    }

    @Test
    void shouldWriteIpv6ThatReadsBackAsTheSameAddress() throws UnknownHostException {
        Random random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            byte[] address = new byte[16];
            random.nextBytes(address);
            for (int group = 0; group < 8; group++) {
                if (random.nextBoolean()) {
                    address[2 * group] = 0;
                    address[2 * group + 1] = 0;
                }
            }
            assertEquals(InetAddress.getByAddress(address), InetAddress.getByName(ipv6(address)));
        }
    }

    @Test
    void shouldWriteMacWithColons() {
        ByteBuilder out = new ByteBuilder();
        AddressText.mac(out, new byte[] {9, (byte) 0xAA, 0x0B, (byte) 0xCC, 0, 1, (byte) 0xFF}, 1);
        assertEquals("aa:0b:cc:00:01:ff", ByteBuilderTest.text(out));
    }

    private static String ipv6(byte[] address) {
        ByteBuilder out = new ByteBuilder();
        AddressText.ipv6(out, address, 0);
        return ByteBuilderTest.text(out);
    }
}
