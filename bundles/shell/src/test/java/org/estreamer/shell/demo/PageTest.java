package org.estreamer.shell.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.estreamer.shell.demo.Page.Line;
import org.estreamer.shell.demo.Page.Look;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class PageTest {
    private static List<Line> rows(String name, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(row -> Line.of(name + row, Look.PLAIN))
                .toList();
    }

    private static List<String> draw(int columns, int rows, List<List<Line>> sections) {
        Page page = new Page(columns, rows, false);
        sections.forEach(page::section);
        return page.lines().stream().map(AttributedString::toString).toList();
    }

    @Test
    void shouldPutABlankLineBetweenSectionsWhereThereIsRoom() {
        assertEquals(List.of("a1", "", "b1", "b2"), draw(80, 4, List.of(rows("a", 1), rows("b", 2))));
    }

    @Test
    void shouldGiveUpBlankLinesFirst() {
        assertEquals(List.of("a1", "b1", "b2"), draw(80, 3, List.of(rows("a", 1), rows("b", 2))));
    }

    @Test
    void shouldThenShortenTheLongestSection() {
        assertEquals(
                List.of("a1", "b1", "b2", "b3", "... and 3 more"), draw(80, 5, List.of(rows("a", 1), rows("b", 6))));
    }

    @Test
    void shouldAtLastCutAtTheEdge() {
        assertEquals(List.of("a1", "a2"), draw(80, 2, List.of(rows("a", 3), rows("b", 3))));
    }

    @Test
    void shouldCutLinesAtTheEdge() {
        assertEquals(List.of("abcde"), draw(5, 3, List.of(List.of(Line.of("abcdefgh", Look.BOLD)))));
    }

    @Test
    void shouldColourAPartOfALineEvenWhereItIsCut() {
        Page page = new Page(6, 3, true);
        page.section(List.of(new Line("ab active", 3, 9, Look.GOOD), new Line("ab", 3, 9, Look.BAD)));

        assertEquals(
                List.of("ab \033[32mact\033[0m", "ab"),
                page.lines().stream().map(AttributedString::toAnsi).toList());
    }
}
