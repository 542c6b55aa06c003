package org.estreamer.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.estreamer.format.FormatOptions;
import org.estreamer.format.FormatOptions.Naming;
import org.estreamer.formats.mapping.Expression;
import org.estreamer.formats.mapping.Mapping;
import org.estreamer.formats.mapping.MappingReader;
import org.estreamer.formats.mapping.Rule;
import org.estreamer.record.Record;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a table says of a field comes out of the line again with the field's value, for records of every layout. */
class ParseBackTest {
    private static final BigInteger LONGEST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final int FEWEST = 1_500;

    private int compared;

    @ParameterizedTest
    @ValueSource(strings = {"ecs", "sfw-json", "cef"})
    void shouldGiveBackTheValueOfEveryFieldOfItsTable(String format) {
        Mapping mapping = MappingReader.resource(format + ".mapping");
        Set<String> met = new HashSet<>();
        for (Record record : Vectors.sound()) {
            JsonNode fields = Vectors.json(Vectors.line(
                    Vectors.FORMATS.get("json").writer(new FormatOptions(Naming.NONE, true, Set.of(), Set.of())),
                    record));
            UnaryOperator<String> written = reader(format, Vectors.line(Vectors.writer(format, Naming.NONE), record));
            Set<String> taken = new HashSet<>();
            for (Rule rule : mapping.section(record.type(), record.group()).rules()) {
                check(
                        rule,
                        fields,
                        written,
                        taken,
                        record.type() + ": ",
                        mapping.limits().keySet());
                rule.targets().forEach(target -> taken.add(target.name()));
                met.add(record.type() + "");
            }
        }
        assertTrue(compared > FEWEST, "only " + compared + " values were compared");
        assertTrue(met.containsAll(List.of("71", "400", "500", "502", "125", "112", "10", "95", "2")), met::toString);
    }

    private void check(
            Rule rule,
            JsonNode fields,
            UnaryOperator<String> written,
            Set<String> taken,
            String where,
            Set<String> limited) {
        Expression source = rule.sources().get(0);
        boolean text = source instanceof Expression.Call call
                && List.of("text", "signed").contains(call.function());
        Expression plain = text ? ((Expression.Call) source).arguments().get(0) : source;
        if (rule.condition() != null || !(plain instanceof Expression.Path path)) {
            return;
        }
        JsonNode value = fields.at("/" + path.name().replace('.', '/'));
        if (value.isMissingNode() || value.isContainerNode()) {
            return;
        }
        for (Rule.Target target : rule.targets()) {
            if (!taken.contains(target.name()) && !target.many() && !limited.contains(target.name())) {
                boolean signed = source instanceof Expression.Call call
                        && call.function().equals("signed");
                String expected = signed ? value.bigIntegerValue().min(LONGEST).toString() : text(value);
                assertEquals(expected, written.apply(target.name()), where + path.name() + " -> " + target);
                compared++;
            }
        }
    }

    /** The value as text, with what a format has for characters that could break a line. */
    private static String text(JsonNode value) {
        return value.asText()
                .replace('\t', ' ')
                .replaceAll("[\\p{Cc}&&[^\\n\\r]]", "\uFFFD")
                .strip();
    }

    private static UnaryOperator<String> reader(String format, String line) {
        if (format.equals("cef")) {
            CefReader cef = new CefReader(line);
            return cef.extension()::get;
        }
        JsonNode document = Vectors.json(line);
        return target -> {
            JsonNode node = document;
            for (String name : target.split("\\.", -1)) {
                node = (node.isArray() ? node.get(0) : node).path(name);
            }
            return node.isMissingNode() ? null : text(node);
        };
    }
}
