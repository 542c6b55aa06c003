package org.estreamer.simulator.traffic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.estreamer.simulator.traffic.Catalogue.Download;
import org.estreamer.simulator.traffic.Catalogue.Threat;

/** The names of what is in the {@link Catalogue}, as the field values of metadata records. */
public final class Metadata {
    private static final String FILE = "names.txt";
    private static final int RULE = 66;
    private static final int FILE_HASH = 511;
    private static final int USER = 98;
    private static final int ACCESS_RULE = 119;
    private static final Map<Mention, Map<String, Object>> NAMES = names();

    private Metadata() {}

    /** The values of the metadata record that names something, or null where there is none. */
    public static Map<String, Object> values(Mention mention) {
        return NAMES.get(mention);
    }

    /** Whether it is among what gets another name while the server runs: access control rules and users. */
    public static boolean isRenamed(Mention mention) {
        return mention.type() == ACCESS_RULE || mention.type() == USER;
    }

    /** The values after that. */
    public static Map<String, Object> renamed(Mention mention) {
        Map<String, Object> values = new LinkedHashMap<>(values(mention));
        values.computeIfPresent(mention.type() == USER ? "username" : "name", (field, name) -> name + "-2");
        return values;
    }

    private static Map<Mention, Map<String, Object>> names() {
        Map<Mention, Map<String, Object>> names = new HashMap<>();
        for (Threat threat : Catalogue.THREATS) {
            names.put(new Mention(RULE, Integer.toString(threat.id())), rule(threat));
        }
        for (Download file : Catalogue.DOWNLOADS) {
            String hash = HexFormat.of().formatHex(file.sha256());
            names.put(
                    new Mention(FILE_HASH, hash),
                    Values.of(
                            "blockType",
                            40,
                            "shaHash",
                            hash,
                            "fileName",
                            file.name(),
                            "disposition",
                            file.disposition()));
        }
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(Metadata.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
            in.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", 3))
                    .forEach(words -> {
                        Mention mention = new Mention(Integer.parseInt(words[0]), words[1]);
                        names.put(mention, named(mention, words[2]));
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    private static Map<String, Object> named(Mention mention, String name) {
        String key = mention.key();
        return switch (mention.type()) {
            case 54 -> Values.of("uuid", key, "name", name, "vendor", name.split(" ", 2)[0], "version", "");
            case 67, 69 -> described(Long.parseLong(key), name);
            case 70 -> correlationRule(Long.parseLong(key), name);
            case USER -> Values.of("blockType", 57, "id", number(key), "protocol", Catalogue.LDAP, "username", name);
            case 111 -> Values.of("blockType", 5, "type", number(key), "name", name, "encoding", encoding(key));
            case 115, 116, 117, 118, 127, 700 -> Values.of("blockType", 14, "uuid", key, "name", name);
            case ACCESS_RULE ->
                Values.of("blockType", 15, "uuid", Catalogue.ACCESS_POLICY, "id", number(key), "name", name);
            case 124 -> Values.of("blockType", 59, "id", number(key), "description", name);
            case 145 -> Values.of("blockType", 64, "uuid", key, "sensorId", 0, "name", name);
            case 161 -> Values.of("blockType", 39, "id", number(key), "category", name, "eventType", "File");
            case 320, 321 -> Values.of("blockType", 61, "id", number(key), "name", name, "description", name);
            case 520 -> Values.of("blockType", 28, "countryCode", number(key), "country", name);
            default -> Values.of("id", number(key), "name", name);
        };
    }

    private static Map<String, Object> rule(Threat threat) {
        return Values.of(
                "generatorId", 1,
                "ruleId", threat.id(),
                "ruleRevision", threat.revision(),
                "signatureId", threat.id(),
                "ruleUuid", new UUID(0x5EED, threat.id()),
                "ruleRevisionUuid", new UUID(0x5EED, (long) threat.id() << 8 | threat.revision()),
                "message", threat.message());
    }

    private static Map<String, Object> described(long id, String name) {
        return Values.of(
                "id",
                id,
                "name",
                name,
                "description",
                name,
                "uuid",
                new UUID(0xC1A5, id),
                "revisionUuid",
                new UUID(1, id));
    }

    private static Map<String, Object> correlationRule(long id, String name) {
        return Values.of(
                "id",
                id,
                "name",
                name,
                "description",
                name,
                "eventType",
                "intrusion event",
                "correlationRuleUuid",
                new UUID(0xC0DE, id),
                "correlationRevisionUuid",
                new UUID(1, id));
    }

    private static String encoding(String key) {
        return "1".equals(key) ? "Integer" : "String";
    }

    private static Long number(String key) {
        return Long.valueOf(key);
    }
}
