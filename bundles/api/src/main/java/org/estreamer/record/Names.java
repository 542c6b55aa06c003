package org.estreamer.record;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the ids of one record are called, as it was known when the record was received. Nothing is looked up before it is
 * asked for, and an id without a name has none: no method throws for it.
 *
 * <p>A writer that walks a record asks inside its {@link FieldVisitor}, with what it was just shown, and gets zero or more
 * names for it. {@link #all} is for those who look at a record by hand.
 *
 * <p>Which field has which names is in {@code names.table} of {@code bundles/metadata}, and in {@code docs/names.md}.
 */
@ProviderType
public interface Names {
    /** No name is longer: what is longer is cut at a code point. */
    int MAX_BYTES = 2_048;

    /** Of a record for which nobody knows names. */
    Names NONE = new Names() {
        @Override
        public void header(NameVisitor visitor) {}

        @Override
        public void number(Field field, long value, NameVisitor visitor) {}

        @Override
        public void bytes(Field field, byte[] buffer, int offset, int length, NameVisitor visitor) {}

        @Override
        public Map<String, List<String>> all() {
            return Map.of();
        }

        @Override
        public String toString() {
            return "no names";
        }
    };

    /**
     * The names of what the record header has: the domain of {@link Record#netmapId}.
     *
     * @param visitor receives the names
     */
    void header(NameVisitor visitor);

    /**
     * The names of an integer field.
     *
     * @param field   the field, as {@link FieldVisitor#number} was given it
     * @param value   its value
     * @param visitor receives the names
     */
    void number(Field field, long value, NameVisitor visitor);

    /**
     * The names of any other leaf.
     *
     * @param field   the field, as {@link FieldVisitor#bytes} was given it
     * @param buffer  holds the value
     * @param offset  where it starts
     * @param length  how many bytes it has
     * @param visitor receives the names
     */
    void bytes(Field field, byte[] buffer, int offset, int length, NameVisitor visitor);

    /**
     * All names of the record, in the order of the fields that they belong to. A key that comes several times, as in a list of
     * users, has a value for each.
     *
     * @return by key, for example {@code ruleName}; empty where nothing has a name
     */
    Map<String, List<String>> all();

    /**
     * Collects what a walk over a record finds, for {@link #all}.
     *
     * @param record whose fields are walked
     * @param names  what its ids are called
     * @return by key
     */
    static Map<String, List<String>> collect(Record record, Names names) {
        Map<String, List<byte[]>> found = new LinkedHashMap<>();
        NameVisitor collector = new NameVisitor() {
            @Override
            public void name(Field key, byte[] utf8) {
                names(key, List.of(utf8));
            }

            @Override
            public void names(Field key, List<byte[]> utf8) {
                found.merge(key.name(), utf8, Names::joined);
            }
        };
        names.header(collector);
        record.visit(new FieldVisitor() {
            @Override
            public void number(Field field, long value) {
                names.number(field, value, collector);
            }

            @Override
            public void bytes(Field field, byte[] buffer, int offset, int length) {
                names.bytes(field, buffer, offset, length, collector);
            }
        });
        Map<String, List<String>> all = new LinkedHashMap<>();
        found.forEach((key, values) -> all.put(
                key,
                values.stream()
                        .map(utf8 -> new String(utf8, StandardCharsets.UTF_8))
                        .toList()));
        return all;
    }

    private static List<byte[]> joined(List<byte[]> first, List<byte[]> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
