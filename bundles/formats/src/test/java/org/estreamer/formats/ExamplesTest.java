package org.estreamer.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.estreamer.format.FormatOptions.Naming;
import org.estreamer.format.RecordWriter;
import org.estreamer.formats.mapping.MappingReader;
import org.estreamer.formats.mapping.Section;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.Record;
import org.estreamer.record.RecordGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The examples in {@code docs/formats} are what the formats write. {@code -Destreamer.examples=write} writes them anew: read the
 * difference before it is kept.
 */
class ExamplesTest {
    private static final Path DOCS = Path.of("..", "..", "docs", "formats");
    private static final boolean WRITE = "write".equals(System.getProperty("estreamer.examples"));
    private static final String BEGIN = "<!-- what stands from here on is made by ExamplesTest -->\n";

    private record Example(String title, Record record) {}

    private static List<Example> examples() {
        TestNames names = TestNames.of(Vectors.lines("names.txt"));
        return Vectors.lines("examples.jsonl").stream()
                .map(Vectors::json)
                .map(node -> new Example(node.get("title").asText(), names.name(record(node))))
                .toList();
    }

    private static Record record(JsonNode node) {
        if (node.has("message")) {
            return Vectors.record(node.get("message").asText());
        }
        Map<String, Object> values =
                Vectors.STRICT.convertValue(node.get("values"), new TypeReference<Map<String, Object>>() {});
        RecordHeader header = new RecordHeader(
                node.get("recordType").asInt(), 0, node.get("archived").asLong());
        return Vectors.CODEC.decode("fmc", Vectors.CODEC.encode(header, values));
    }

    @Test
    void shouldHaveAnExampleOfEveryGroup() {
        Set<RecordGroup> groups = new TreeSet<>();
        examples().forEach(example -> groups.add(example.record().group()));
        assertEquals(Set.of(RecordGroup.values()), groups);
    }

    @Test
    void shouldHaveTheRecordsThemselvesForParserAuthors() throws IOException {
        StringBuilder file = new StringBuilder();
        examples()
                .forEach(example -> file.append(
                                HexFormat.of().formatHex(example.record().message()))
                        .append('\n'));
        check(DOCS.resolve("examples/records.hex"), file.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "ecs", "sfw-json", "cef"})
    void shouldWriteTheExamplesOfItsFile(String format) throws IOException {
        RecordWriter writer = Vectors.writer(format, Naming.BOTH);
        StringBuilder file = new StringBuilder();
        examples()
                .forEach(example ->
                        file.append(Vectors.line(writer, example.record())).append('\n'));
        check(DOCS.resolve("examples/" + format + (format.equals("cef") ? ".txt" : ".jsonl")), file.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "ecs", "sfw-json", "cef"})
    void shouldShowTheExamplesAndTheTableOnItsPage(String format) throws IOException {
        Path page = DOCS.resolve(format + ".md");
        String text = Files.readString(page);
        assertTrue(text.contains(BEGIN), page + " has no line: " + BEGIN);
        String written = text.substring(0, text.indexOf(BEGIN));
        check(page, written + BEGIN + examplesOf(format) + (format.equals("json") ? "" : dropped(format)));
    }

    private static String examplesOf(String format) throws JsonProcessingException {
        RecordWriter writer = Vectors.writer(format, Naming.BOTH);
        StringBuilder page = new StringBuilder("\n## Examples\n");
        for (Example example : examples()) {
            String line = Vectors.line(writer, example.record());
            page.append("\n### ").append(example.title()).append("\n\n```\n");
            page.append(
                    format.equals("cef")
                            ? line
                            : Vectors.STRICT.writerWithDefaultPrettyPrinter().writeValueAsString(Vectors.json(line)));
            page.append("\n```\n");
        }
        return page.toString();
    }

    private static String dropped(String format) {
        Map<Integer, Section> sections =
                new TreeMap<>(MappingReader.resource(format + ".mapping").byType());
        Map<Set<String>, List<Integer>> dropped = new LinkedHashMap<>();
        sections.forEach((type, section) -> {
            Set<String> fields = new TreeSet<>(section.dropped());
            fields.removeAll(section.written());
            fields.removeIf(field -> field.endsWith("blockType"));
            if (!fields.isEmpty()) {
                dropped.computeIfAbsent(fields, key -> new ArrayList<>()).add(type);
            }
        });
        StringBuilder page = new StringBuilder("\n## What it leaves out\n\n| records | fields |\n|---|---|\n");
        dropped.forEach((fields, types) -> page.append("| ")
                .append(String.join(", ", types.stream().map(String::valueOf).toList()))
                .append(" | ")
                .append(String.join(", ", fields))
                .append(" |\n"));
        return page.toString();
    }

    private static void check(Path file, String expected) throws IOException {
        if (WRITE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, expected);
        }
        assertEquals(expected, Files.readString(file), () -> file + " is not what the formats write now");
    }
}
