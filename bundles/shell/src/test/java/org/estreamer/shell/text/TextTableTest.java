package org.estreamer.shell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    private final TextTable table = new TextTable().left("name").right("count").left("note");

    @Test
    void shouldMakeColumnsAsWideAsTheirWidestCell() {
        table.row("a", "1", "first").row("longer than all", "1,234,567", "");

        assertEquals(
                List.of(
                        "name                 count  note",
                        "a                        1  first",
                        "longer than all  1,234,567"),
                table.lines());
    }

    @Test
    void shouldPrintTitlesAloneWithoutRows() {
        assertEquals(List.of("name  count  note"), table.lines());
    }

    @Test
    void shouldTellWhereAColumnStarts() {
        table.row("abcdef", "1", "x");

        assertEquals(0, table.start(0));
        assertEquals(8, table.start(1));
        assertEquals(15, table.start(2));
        assertEquals('x', table.lines().get(1).charAt(table.start(2)));
    }

    @Test
    void shouldMakeControlCharactersHarmless() {
        table.row("a\u001b[2Jb", "1", "two\nlines\tand \u202eback");

        assertEquals("a?[2Jb      1  two lines and ?back", table.lines().get(1));
    }

    @Test
    void shouldKeepLettersOfAnyLanguage() {
        assertEquals("Zürich 東京 ы", TextTable.harmless("Zürich 東京 ы"));
    }

    @Test
    void shouldRefuseARowWithTooFewCells() {
        assertThrows(IllegalArgumentException.class, () -> table.row("a", "1"));
    }
}
