package org.estreamer.formats;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;
import org.estreamer.record.NameSource;
import org.estreamer.record.NameVisitor;
import org.estreamer.record.Record;

/** Knows a name for every key of a list, whatever the value. */
public final class TestNames implements NameSource {
    /** 2023-11-14T22:18:22.250Z. */
    private static final long ARRIVAL = 1_700_000_302_250L;

    private final Map<String, List<Name>> byField = new HashMap<>();

    private record Name(String types, Field key, String text) {}

    /** Adds names; a line has the field (or field=value), the record types (or *), the key and the name. */
    public static TestNames of(List<String> lines) {
        TestNames names = new TestNames();
        for (String line : lines) {
            List<String> words = List.of(line.split("\\s+", 4));
            names.byField
                    .computeIfAbsent(words.get(0), field -> new ArrayList<>())
                    .add(new Name(words.get(1), new Field(words.get(2), FieldKind.TEXT), words.get(3)));
        }
        return names;
    }

    public Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        byField.values()
                .forEach(names -> names.forEach(name -> keys.add(name.key().name())));
        return keys;
    }

    /** The record as a log gives it, which asks here for its names. */
    public Record name(Record record) {
        record.nameBy(this, 1);
        record.arriveAt(ARRIVAL);
        return record;
    }

    @Override
    public void header(Record record, long number, NameVisitor visitor) {
        if (record.netmapId() != 0) {
            give(record, "$domain", visitor);
        }
    }

    @Override
    public void number(Record record, long number, Field field, long value, NameVisitor visitor) {
        if (value != 0) {
            String single = field.name() + "=" + value;
            give(record, byField.containsKey(single) ? single : field.name(), visitor);
        }
    }

    @Override
    public void bytes(
            Record record, long number, Field field, byte[] buffer, int offset, int length, NameVisitor visitor) {
        for (int i = 0; i < length; i++) {
            if (buffer[offset + i] != 0) {
                give(record, field.name(), visitor);
                return;
            }
        }
    }

    private void give(Record record, String field, NameVisitor visitor) {
        for (Name name : byField.getOrDefault(field, List.of())) {
            boolean fits = name.types().equals("*")
                    || List.of(name.types().split(",", -1)).contains("" + record.type());
            if (fits && name.key().name().endsWith("s") && name.text().contains("; ")) {
                visitor.names(
                        name.key(),
                        List.of(name.text().split("; ", -1)).stream()
                                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                                .toList());
            } else if (fits) {
                visitor.name(name.key(), name.text().getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
