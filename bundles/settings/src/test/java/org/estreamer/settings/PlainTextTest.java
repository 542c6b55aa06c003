package org.estreamer.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\t", "\u000B", "\u0085", "\u2028", "\u2029"})
    void shouldMakeABlankOfALineBreak(String hostile) {
        assertEquals("a b", PlainText.line("a" + hostile + "b"));
        assertEquals("", PlainText.line(hostile + hostile));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000",
                "\u001B",
                "\u007F",
                "\u009B",
                "\u202E",
                "\u2066",
                "\u200F",
                "\u061C",
                "\u200B",
                "\uFEFF",
                "\u00AD",
                "\uE000",
                "\uD800",
                "\uDC00",
                "\uFFFF",
                "\uDB40\uDC41"
            })
    void shouldShowThatSomethingWasThatIsNoText(String hostile) {
        assertEquals("a?b", PlainText.line("a" + hostile + "b"));
    }

    @Test
    void shouldKeepTheTextOfAnyLanguage() {
        String text = "Zürich 東京 Ελλάδα עברית العربية 😀 <&\"'\\>";
        assertEquals(text, PlainText.line(text));
    }

    @Test
    void shouldLetNoCharacterThroughThatBreaksALineOrCannotBeSeen() {
        String all = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        String plain = PlainText.line(all, all.length());
        assertEquals(1, plain.lines().count());
        plain.codePoints().forEach(character -> {
            int kind = Character.getType(character);
            assertTrue(
                    kind != Character.CONTROL
                            && kind != Character.FORMAT
                            && kind != Character.LINE_SEPARATOR
                            && kind != Character.PARAGRAPH_SEPARATOR
                            && kind != Character.SURROGATE
                            && kind != Character.PRIVATE_USE
                            && kind != Character.UNASSIGNED,
                    () -> "U+" + Integer.toHexString(character));
        });
    }

    @Test
    void shouldBoundTheLength() {
        assertEquals("x".repeat(500) + "...", PlainText.line("x".repeat(501)));
        assertEquals("x".repeat(500), PlainText.line("x".repeat(500)));
        assertEquals("xx...", PlainText.line("xx" + "😀".repeat(9), 3));
        assertEquals("x...", PlainText.line("x" + "\n".repeat(100_000) + "y"));
    }
}
