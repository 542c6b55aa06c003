package org.estreamer.formats.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.estreamer.codec.LayoutCodec;
import org.estreamer.record.RecordCatalogue;
import org.estreamer.record.RecordGroup;
import org.estreamer.record.RecordType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappingTest {
    private static final RecordCatalogue CATALOGUE = new LayoutCodec();
    private static final Path NAMES_TABLE = Path.of(
            "..", "metadata", "src", "main", "resources", "org", "estreamer", "metadata", "names", "names.table");

    @ParameterizedTest
    @ValueSource(strings = {"ecs.mapping", "sfw-json.mapping", "cef.mapping"})
    void shouldWriteOrDropEveryFieldOfEveryLayout(String table) {
        Mapping mapping = MappingReader.resource(table);
        Set<String> forgotten = new TreeSet<>();
        for (RecordType type : CATALOGUE.recordTypes()) {
            Section section = mapping.section(type);
            assertNotNull(section, type::toString);
            if (!writesWhole(section)) {
                type.fields().stream()
                        .filter(field -> !section.mentions(field))
                        .filter(field -> type.fields().stream().noneMatch(other -> other.startsWith(field + ".")))
                        .forEach(field -> forgotten.add(type.number() + " " + field));
            }
        }
        assertEquals(Set.of(), forgotten);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecs.mapping", "sfw-json.mapping", "cef.mapping"})
    void shouldNameNoFieldThatNoLayoutHas(String table) {
        Mapping mapping = MappingReader.resource(table);
        for (Section section : mapping.sections()) {
            Set<String> known = new TreeSet<>();
            CATALOGUE.recordTypes().stream()
                    .filter(type -> mapping.section(type).equals(section))
                    .forEach(type -> known.addAll(type.fields()));
            Set<String> unknown = new TreeSet<>(section.written());
            unknown.addAll(section.dropped());
            unknown.removeAll(known);
            unknown.remove("blockType");
            if (!known.isEmpty()) {
                assertEquals(Set.of(), unknown);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecs.mapping", "sfw-json.mapping", "cef.mapping"})
    void shouldUseOnlyNamesThatTheTableOfNamesGives(String table) throws IOException {
        Set<String> unknown = new TreeSet<>();
        MappingReader.resource(table).sections().stream()
                .flatMap(section -> section.rules().stream())
                .flatMap(rule -> rule.sources().stream())
                .forEach(expression -> addNames(expression, unknown));
        assertTrue(unknown.size() > 20, "the table uses hardly any names");
        try (Stream<String> lines = Files.lines(NAMES_TABLE)) {
            lines.filter(line -> line.startsWith("field ") || line.startsWith("header "))
                    .flatMap(line ->
                            Stream.of(line.substring(line.indexOf('>') + 1).split("\\|")))
                    .map(String::strip)
                    .forEach(unknown::remove);
        }
        assertEquals(Set.of(), unknown);
    }

    private static void addNames(Expression expression, Set<String> names) {
        if (expression instanceof Expression.Call call) {
            boolean isName = call.function().equals("name");
            call.arguments().forEach(argument -> {
                if (isName) {
                    names.add(((Expression.Path) argument).name());
                } else {
                    addNames(argument, names);
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecs.mapping", "sfw-json.mapping", "cef.mapping"})
    void shouldHaveAFormForEveryGroup(String table) {
        Mapping mapping = MappingReader.resource(table);
        for (RecordGroup group : RecordGroup.values()) {
            assertNotNull(mapping.section(Integer.MAX_VALUE, group), group::id);
        }
    }

    @Test
    void shouldSayInWhichLineATableIsWrong() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> MappingReader.parse(List.of("# a table", "record 4", "    use nothing")))
                .getMessage();
        assertTrue(message.startsWith("line 3:     use nothing: there is no part nothing"), message);
    }

    private static boolean writesWhole(Section section) {
        return section.rules().stream()
                .flatMap(rule -> rule.sources().stream())
                .flatMap(MappingTest::pieces)
                .anyMatch(new Expression.Special("json")::equals);
    }

    private static Stream<Expression> pieces(Expression expression) {
        return expression instanceof Expression.Call call
                ? call.arguments().stream().flatMap(MappingTest::pieces)
                : Stream.of(expression);
    }
}
