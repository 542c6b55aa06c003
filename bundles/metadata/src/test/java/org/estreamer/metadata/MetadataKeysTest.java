package org.estreamer.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.Record;
import org.junit.jupiter.api.Test;

class MetadataKeysTest {
    private static final List<String> VALUES =
            List.of("name", "message", "description", "summary", "fileName", "country");

    private final MetadataKeys keys = MetadataKeys.standard();

    @Test
    void shouldHaveAKeyForEveryMetadataRecordOfTheLayouts() throws IOException {
        Set<Integer> without = new TreeSet<>();
        for (int type : metadataTypes()) {
            Record empty = Records.record("fmc", type, Map.of());
            // a key without fields is made of all bytes, and so another one for another value
            if (VALUES.stream().noneMatch(name -> sameKeyForAnother(name, empty))) {
                without.add(type);
            }
        }
        // names nothing beside its key
        without.removeAll(Set.of(57, 98, 106, 161, 301, 614, 62));
        assertEquals(Set.of(), without);
    }

    private boolean sameKeyForAnother(String field, Record empty) {
        return empty.has(field)
                && keys.of(Records.record("fmc", empty.type(), Map.of(field, "another"))) == keys.of(empty);
    }

    @Test
    void shouldKeepTheKeyWhenTheValueChanges() {
        assertSameKey(98, Map.of("id", 7, "username", "ann"), Map.of("id", 7, "username", "bob"));
        assertSameKey(57, Map.of("id", 7, "impact", 1), Map.of("id", 7, "impact", 2));
        assertSameKey(
                66, Map.of("generatorId", 1, "ruleId", 2, "ruleRevision", 3), Map.of("generatorId", 1, "ruleId", 2));
        assertSameKey(161, Map.of("id", 7, "category", "a"), Map.of("id", 7, "category", "b"));
    }

    @Test
    void shouldTellKeysApart() {
        assertOtherKey(55, Map.of("id", 7), Map.of("id", 8));
        assertOtherKey(66, Map.of("generatorId", 1, "ruleId", 2), Map.of("generatorId", 2, "ruleId", 1));
        assertOtherKey(119, Map.of("id", 1), Map.of("id", 1, "uuid", "00000000-0000-0000-0000-000000000001"));
        assertNotEquals(
                keys.of(Records.record("fmc", 55, Map.of("id", 7))),
                keys.of(Records.record("fmc", 58, Map.of("id", 7))));
    }

    @Test
    void shouldTellDomainsApart() {
        byte[] payload = Records.CODEC.encode(new RecordHeader(55, 3, RecordHeader.SHORT), Map.of("id", 7));

        assertNotEquals(
                keys.of(Records.record("fmc", 55, Map.of("id", 7))), keys.of(Records.CODEC.decode("fmc", payload)));
    }

    @Test
    void shouldNotTakeATypeForAnIdOrADomainForAType() {
        assertNotEquals(
                keys.of(Records.record("fmc", 63, Map.of("id", 109))),
                keys.of(Records.record("fmc", 109, Map.of("id", 63))));
        byte[] inDomain1 = Records.CODEC.encode(new RecordHeader(62, 1, RecordHeader.SHORT), Map.of("id", 7));
        assertNotEquals(
                keys.of(Records.CODEC.decode("fmc", inDomain1)), keys.of(Records.record("fmc", 63, Map.of("id", 7))));
    }

    @Test
    void shouldTellBrokenRecordsApartByAllTheirBytes() {
        byte[] first = {0, 0, 0, 55, 0, 0, 0, 2, 1, 2};
        byte[] second = {0, 0, 0, 55, 0, 0, 0, 2, 1, 3};

        assertNotEquals(keys.of(Records.CODEC.decode("fmc", first)), keys.of(Records.CODEC.decode("fmc", second)));
        assertEquals(keys.of(Records.CODEC.decode("fmc", first)), keys.of(Records.CODEC.decode("fmc", first.clone())));
    }

    private void assertSameKey(int type, Map<String, ?> one, Map<String, ?> other) {
        assertEquals(keys.of(Records.record("fmc", type, one)), keys.of(Records.record("fmc", type, other)));
    }

    private void assertOtherKey(int type, Map<String, ?> one, Map<String, ?> other) {
        assertNotEquals(keys.of(Records.record("fmc", type, one)), keys.of(Records.record("fmc", type, other)));
    }

    private static List<Integer> metadataTypes() throws IOException {
        try (InputStream layouts =
                MetadataKeysTest.class.getResourceAsStream("/org/estreamer/codec/estreamer.layout")) {
            return new String(layouts.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("record ") && line.endsWith(" metadata"))
                    .map(line -> Integer.valueOf(line.split(" ", 3)[1]))
                    .collect(Collectors.toList());
        }
    }
}
