package org.estreamer.codec.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayoutParserTest {
    @Test
    void shouldKnowEveryRecordTypeAndBlock() {
        Layouts layouts = LayoutParser.standard();
        assertEquals(147, layouts.records().size());
        long blocks = IntStream.of(1, 2)
                .mapToObj(layouts::series)
                .flatMap(table -> IntStream.range(0, table.size()).mapToObj(table::layout))
                .filter(layout -> layout != null)
                .count();
        assertEquals(143, blocks);
    }

    @Test
    void shouldShowTheLineThatIsNotInTheNotation() {
        assertRefused("uint32", List.of("record 1 \"One\" CATEGORY metadata", "    uint33 id"), "uint33");
        assertRefused("block", List.of("block 3/1 Name"), "3/1");
        assertRefused("group", List.of("record 1 \"One\" CATEGORY nonsense", "record 2 \"Two\" CATEGORY metadata"), "");
    }

    @Test
    void shouldRefuseAFieldWhoseLengthFieldIsNotBeforeIt() {
        assertThrows(
                IllegalArgumentException.class,
                () -> LayoutParser.parse(List.of("record 1 \"One\" CATEGORY metadata", "    text[length] name")));
    }

    private static void assertRefused(String why, List<String> lines, String shown) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> LayoutParser.parse(lines), why);
        assertTrue(refusal.getMessage().contains(shown), refusal.getMessage());
    }
}
