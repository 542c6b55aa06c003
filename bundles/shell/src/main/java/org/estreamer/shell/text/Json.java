package org.estreamer.shell.text;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes values as JSON for machines, in one line that is ASCII, whatever the values say. */
public final class Json {
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7E;

    private Json() {}

    /**
     * The members of a record by the names of its components.
     *
     * @param value a record of a public type
     * @return the members in the order of the components, which may be added to
     */
    public static Map<String, Object> members(Record value) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            try {
                members.put(component.getName(), component.getAccessor().invoke(value));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(value.getClass() + " cannot be looked at", e);
            }
        }
        return members;
    }

    /**
     * Writes a value.
     *
     * @param value maps, collections, records, numbers, truth values, moments, constants (in lower case); null; anything else as
     *              its text
     */
    public static String of(Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return number(value);
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(member -> text(String.valueOf(member.getKey())) + ":" + of(member.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        } else if (value instanceof Collection<?> all) {
            return all.stream().map(Json::of).collect(Collectors.joining(",", "[", "]"));
        } else if (value instanceof Record one) {
            return of(members(one));
        } else if (value instanceof Enum<?> constant) {
            return text(constant.name().toLowerCase(Locale.ROOT));
        } else {
            return text(value instanceof Instant moment ? Figures.moment(moment) : value.toString());
        }
    }

    /** JSON has no number for what is none. */
    private static String number(Object value) {
        boolean none = value instanceof Double number && !Double.isFinite(number);
        return none ? "null" : String.valueOf(value);
    }

    private static String text(String value) {
        StringBuilder text = new StringBuilder(value.length() + 2).append('"');
        value.chars().forEach(letter -> {
            if (letter == '"' || letter == '\\') {
                text.append('\\').append((char) letter);
            } else if (letter >= FIRST_PRINTABLE && letter <= LAST_PRINTABLE) {
                text.append((char) letter);
            } else {
                text.append(String.format(Locale.ROOT, "\\u%04x", letter));
            }
        });
        return text.append('"').toString();
    }
}
