package org.estreamer.formats.json;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.estreamer.formats.bytes.MemberKey;
import org.estreamer.record.Field;

/** Which fields hold a time, as {@code times.table} says. For one thread. */
final class TimeTable {
    /**
     * What a field with a time is.
     *
     * @param micros the field behind it that has the microseconds; empty for none
     * @param key    what the time is called; null for none
     */
    record Time(String micros, MemberKey key) {}

    private static final Map<String, Time> BY_NAME = read();
    private static final Time NONE = new Time("", null);

    /** By the index of a field; null for one that has not been met. */
    private Time[] byField = new Time[1024];

    /** What a field is; null if it holds no time. */
    Time of(Field field) {
        int index = field.index();
        if (index >= byField.length) {
            byField = Arrays.copyOf(byField, Math.max(index + 1, byField.length * 2));
        }
        Time time = byField[index];
        if (time == null) {
            time = BY_NAME.getOrDefault(field.name(), NONE);
            byField[index] = time;
        }
        return time.key() == null ? null : time;
    }

    private static Map<String, Time> read() {
        Map<String, Time> times = new HashMap<>();
        try (InputStream in = TimeTable.class.getResourceAsStream("times.table");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> {
                        List<String> words = List.of(line.strip().split(" +", -1));
                        String key = words.get(words.size() - 1);
                        String micros = words.size() == 3 ? words.get(1) : "";
                        times.put(words.get(0), new Time(micros, new MemberKey(key.getBytes(StandardCharsets.UTF_8))));
                    });
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the bundle's own times.table", unreadable);
        }
        return times;
    }
}
