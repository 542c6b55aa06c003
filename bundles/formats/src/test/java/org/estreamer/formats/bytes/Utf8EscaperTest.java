package org.estreamer.formats.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8EscaperTest {
    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void shouldLeaveReadableTextAsItIs() {
        String text = "Zürich-Süd /login?a=b&c='d' <東京> \uD83D\uDE00";
        assertEquals('"' + text + '"', quoted(text));
    }

    @Test
    void shouldEscapeWhatJsonDemands() {
        assertEquals("\"\\\"\\\\\\n\\r\\t\\u0000\\u0008\\u001f\"", quoted("\"\\\n\r\t\0\b\u001F"));
    }

    @Test
    void shouldEscapeWhatATerminalWouldObey() {
        assertEquals(
                "\"\\u001b[2J\\u007f\\u009b\\u202e\\u2066\\u200f\\u2028\"",
                quoted("\u001B[2J\u007F\u009B\u202E\u2066\u200F\u2028"));
    }

    @Test
    void shouldReadBackAsTheSameText() throws JsonProcessingException {
        StringBuilder text = new StringBuilder();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c += c < 0x3000 ? 1 : 97) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                text.appendCodePoint(c);
            }
        }
        assertEquals(text.toString(), mapper.readValue(quoted(text.toString()), String.class));
    }

    @Test
    void shouldReplaceBytesThatAreNotUtf8() {
        assertEquals("\"a\uFFFDb\"", quoted('a', 0xFF, 'b'));
        assertEquals("\"\uFFFD\uFFFD\"", quoted(0xC0, 0x80));
        assertEquals("\"\uFFFD(\"", quoted(0xE2, 0x82, '('));
        assertEquals("\"\uFFFD\"", quoted(0xF0, 0x9F, 0x98));
        assertEquals("\"\uFFFD\uFFFD\uFFFD\"", quoted(0xED, 0xA0, 0x80));
        assertEquals("\"\uFFFD\uFFFD\uFFFD\uFFFD\"", quoted(0xF4, 0x90, 0x80, 0x80));
    }

    @Test
    void shouldReplaceRandomBytesAsJavaDoes() throws JsonProcessingException {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            for (int at = 0; at < bytes.length; at++) {
                // Java replaces a surrogate as one, the Unicode standard recommends three
                bytes[at] = bytes[at] == (byte) 0xED ? (byte) 0xEE : bytes[at];
            }
            String expected = new String(bytes, StandardCharsets.UTF_8);
            assertEquals(expected, mapper.readValue(quoted(bytes), String.class));
        }
    }

    private static String quoted(String text) {
        return quoted(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(int... bytes) {
        byte[] text = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            text[i] = (byte) bytes[i];
        }
        return quoted(text);
    }

    private static String quoted(byte[] text) {
        ByteBuilder out = new ByteBuilder();
        Utf8Escaper.quoted(out, text, 0, text.length);
        return ByteBuilderTest.text(out);
    }
}
