package org.estreamer.metadata.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;
import org.junit.jupiter.api.Test;

class NameTableTest {
    private final NameTable table = NameTableParser.standard();

    @Test
    void shouldSayOfEveryNumberAndIdentifierOfTheLayoutsWhetherItHasNames() throws IOException {
        Set<String> forgotten = new TreeSet<>();
        for (LayoutFile.Entry entry : LayoutFile.events()) {
            for (Field field : entry.fields()) {
                boolean mayBeId =
                        field.kind().isNumber() || field.kind() == FieldKind.UUID || field.kind() == FieldKind.HEX;
                if (mayBeId && !table.mentions(field)) {
                    forgotten.add(entry.owner() + " " + field.name());
                }
            }
        }
        assertEquals(
                Set.of(), forgotten, "names.table says nothing of these fields: name them there, or list them as none");
    }

    @Test
    void shouldNotSpeakOfFieldsThatNoLayoutHas() throws IOException {
        List<Field> all = LayoutFile.all().stream()
                .flatMap(entry -> entry.fields().stream())
                .toList();
        Set<String> unknown = new TreeSet<>();
        for (NameTable.Line line : table.lines()) {
            if (all.stream().noneMatch(line::fits)) {
                unknown.add(line.owner() + " " + line.field());
            }
        }
        assertEquals(Set.of(), unknown);
    }

    @Test
    void shouldNotGiveANameTheKeyOfAFieldThatStandsBesideIt() throws IOException {
        for (LayoutFile.Entry entry : LayoutFile.events()) {
            Set<String> beside =
                    new TreeSet<>(entry.fields().stream().map(Field::name).toList());
            for (Field field : entry.fields()) {
                for (Field key : table.rule(field).keys()) {
                    assertTrue(beside.add(key.name()), key.name() + " comes twice in " + entry.owner());
                }
            }
        }
    }

    @Test
    void shouldTakeTextsOnlyFromFieldsThatTheMetadataHave() throws IOException {
        Map<String, Set<String>> fields = LayoutFile.metadata();
        Set<String> wrong = new TreeSet<>();
        for (NameTable.Line line : table.lines()) {
            if (line.rule() == NameRule.NONE) {
                continue;
            }
            for (NameSet.Source source : line.rule().set().sources()) {
                Set<String> there = fields.getOrDefault(Integer.toString(source.type()), Set.of());
                for (TextSource text : source.texts()) {
                    if (!there.containsAll(text.fields())) {
                        wrong.add(source.type() + " " + text.fields());
                    }
                }
            }
        }
        assertEquals(Set.of(), wrong);
    }

    @Test
    void shouldUseEveryMetadataRecordThatNamesSomethingOfAnEvent() throws IOException {
        Set<Integer> unused = new TreeSet<>();
        for (String type : LayoutFile.metadata().keySet()) {
            if (table.sets(Integer.parseInt(type)).isEmpty()) {
                unused.add(Integer.valueOf(type));
            }
        }
        // 96, 106: no event has their ids; 140: the documentation of a rule, several pages long; 147: by an identifier
        // that no
        // event has
        assertEquals(Set.of(96, 106, 140, 147), unused);
    }

    @Test
    void shouldTakeTheLastLineThatFits() {
        NameTable small = NameTableParser.parse(List.of(
                "names one",
                "    1 first",
                "names two",
                "    1 second",
                "field * id one > a",
                "field 1/7,9 id two > b",
                "none 400 id"));

        assertEquals("one", small.rule(field("2/7")).set().name());
        assertEquals("one", small.rule(field("1/8")).set().name());
        assertEquals("two", small.rule(field("1/9")).set().name());
        assertSame(NameRule.NONE, small.rule(field("400")));
        assertNotSame(NameRule.NONE, small.rule(field("discovery")));
    }

    @Test
    void shouldShowALineThatIsNotInTheNotation() {
        IllegalArgumentException wrong = assertThrows(
                IllegalArgumentException.class,
                () -> NameTableParser.parse(List.of("names one", "    1 first", "field * id tow > a")));

        assertTrue(
                wrong.getMessage().startsWith("line 3: field * id tow > a: no names are called tow"),
                wrong.getMessage());
    }

    private static Field field(String owner) {
        return new Field("id", FieldKind.UINT32, owner);
    }

    @Test
    void shouldHaveTheCodeOfEveryCountry() throws IOException {
        Set<String> missing = new TreeSet<>(Set.of(Locale.getISOCountries()));
        try (InputStream in = NameTableParser.class.getResourceAsStream("names.table")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String countries = text.substring(text.indexOf("names country"));
            countries
                    .lines()
                    .skip(1)
                    .takeWhile(line -> line.startsWith("    "))
                    .forEach(line -> missing.remove(line.substring(line.length() - 2)));
        }
        assertEquals(Set.of(), missing);
    }
}
