package org.estreamer.formats;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds what is wrong in a document by the Elastic Common Schema: names, types, arrays, allowed values, required fields. */
final class EcsSchema {
    private static final String OWN = "cisco.";
    private static final BigInteger LONGEST = BigInteger.valueOf(Long.MAX_VALUE);

    private final Map<String, List<String>> fields = new HashMap<>();
    private final Map<String, Set<String>> typesOfCategory = new HashMap<>();

    EcsSchema() throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                EcsSchema.class.getResourceAsStream("ecs-9.4.0-fields.tsv"), StandardCharsets.UTF_8))) {
            in.lines().skip(1).forEach(line -> {
                List<String> cells = List.of(line.split("\t", -1));
                if (line.startsWith("#category ")) {
                    typesOfCategory.put(
                            cells.get(0).substring("#category ".length()),
                            Set.of(cells.get(1).split(",", -1)));
                } else {
                    fields.put(cells.get(0), cells);
                }
            });
        }
    }

    /** What is wrong; empty for a valid document. */
    List<String> faults(JsonNode document) {
        List<String> faults = new ArrayList<>();
        for (String required : List.of("/@timestamp", "/ecs/version", "/event/id", "/event/kind")) {
            if (document.at(required).isMissingNode()) {
                faults.add("no " + required);
            }
        }
        document.properties().forEach(member -> check(member.getKey(), member.getValue(), faults));
        Set<String> expected = new TreeSet<>();
        document.at("/event/category").forEach(category -> expected.addAll(typesOfCategory.get(category.asText())));
        document.at("/event/type").forEach(type -> {
            if (!expected.contains(type.asText())) {
                faults.add("type " + type + " is not of " + document.at("/event/category"));
            }
        });
        return faults;
    }

    private void check(String name, JsonNode value, List<String> faults) {
        if (name.startsWith(OWN)) {
            checkOwn(name, value, faults);
        } else if (value.isObject() && !name.equals("labels")) {
            value.properties().forEach(member -> check(name + "." + member.getKey(), member.getValue(), faults));
        } else if (isNested(name)) {
            if (!value.isArray()) {
                faults.add(name + " is no array");
            }
            value.forEach(item -> check(name, item, faults));
        } else if (!name.equals("labels")) {
            leaf(name, value, faults);
        }
    }

    /** Whether a field is an array of objects. */
    private boolean isNested(String name) {
        return fields.containsKey(name) && fields.get(name).get(1).equals("nested");
    }

    /** What the schema leaves free is a long all the same where it is a number. */
    private static void checkOwn(String name, JsonNode value, List<String> faults) {
        value.properties().forEach(member -> checkOwn(name + "." + member.getKey(), member.getValue(), faults));
        if (value.isArray()) {
            value.forEach(item -> checkOwn(name, item, faults));
        }
        if (value.isNumber() && !fits("long", value)) {
            faults.add(name + " is " + value + ", no long");
        }
    }

    private void leaf(String name, JsonNode value, List<String> faults) {
        List<String> field = fields.get(name);
        if (field == null) {
            faults.add("there is no field " + name);
            return;
        }
        if (value.isArray() != field.get(3).equals("y")) {
            faults.add(name + " is " + (value.isArray() ? "an array" : "no array"));
        }
        for (JsonNode single : value.isArray() ? value : List.of(value)) {
            if (!fits(field.get(1), single)) {
                faults.add(name + " is " + single + ", no " + field.get(1));
            }
            if (!field.get(4).equals("-")
                    && !Set.of(field.get(4).split(",", -1)).contains(single.asText())) {
                faults.add(name + " may not be " + single);
            }
        }
    }

    private static boolean fits(String type, JsonNode value) {
        return switch (type) {
            case "long" -> value.isIntegralNumber() && value.bigIntegerValue().compareTo(LONGEST) <= 0;
            case "date" -> value.isTextual() && isTime(value.asText());
            case "boolean" -> value.isBoolean();
            case "ip" -> value.isTextual() && isAddress(value.asText());
            default -> value.isTextual();
        };
    }

    private static boolean isTime(String text) {
        try {
            Instant.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static boolean isAddress(String text) {
        try {
            return text.matches("[0-9a-f:.]+") && InetAddress.getByName(text) != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
