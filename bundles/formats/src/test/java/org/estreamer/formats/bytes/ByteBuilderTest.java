package org.estreamer.formats.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteBuilderTest {
    @Test
    void shouldWriteNumbersOfEveryLength() throws IOException {
        for (long power = 1, digits = 1; digits <= 19; power *= 10, digits++) {
            assertNumber(power - 1);
            assertNumber(power);
            assertNumber(power + 1);
        }
    }

    @Test
    void shouldWriteNumbersUnsigned() throws IOException {
        assertNumber(-1);
        assertNumber(Long.MIN_VALUE);
        assertNumber(Long.MAX_VALUE);
        assertNumber(0xFFFF_FFFFL);
        new Random(7).longs(10_000).forEach(value -> {
            assertNumber(value);
            assertNumber(value >>> (value & 63));
        });
    }

    @Test
    void shouldGrowWithWhatIsPutIn() throws IOException {
        byte[] large = new byte[3_000_000];
        Arrays.fill(large, (byte) 'x');
        ByteBuilder builder = new ByteBuilder().put('<').put(large).put('>');
        String text = text(builder);
        assertEquals(large.length + 2, text.length());
        assertEquals("<x", text.substring(0, 2));
        assertEquals("x>", text.substring(text.length() - 2));
    }

    @Test
    void shouldStartAnewWhenCleared() throws IOException {
        ByteBuilder builder = new ByteBuilder().put(new byte[3_000_000]);
        builder.clear();
        assertArrayEquals(new byte[] {'a'}, bytes(builder.put('a')));
    }

    private static void assertNumber(long value) {
        assertEquals(Long.toUnsignedString(value), text(new ByteBuilder().unsigned(value)));
    }

    static String text(ByteBuilder builder) {
        return new String(bytes(builder), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuilder builder) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            builder.writeTo(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
