package org.estreamer.formats.function;

import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.bytes.IsoTime;
import org.estreamer.formats.reading.Reading;
import org.estreamer.formats.source.Computed;
import org.estreamer.formats.source.FieldSource;
import org.estreamer.formats.source.Kind;
import org.estreamer.formats.source.Source;

/** The functions of numbers. All but {@code address} need a field that holds one. */
final class Numbers {
    private static final long NANOS = 1_000_000_000L;
    /** By priority, then by impact 1 to 5. */
    private static final int[][] SEVERITIES = {{10, 9, 7, 8, 9}, {7, 6, 4, 5, 6}, {3, 2, 0, 1, 2}};

    private static final int USUAL_SEVERITY = 5;

    /** Flags of an impact alert: the host is monitored, in the network map, has a server on the port, may be harmed. */
    private static final int MONITORED = 0x01;

    private static final int IN_MAP = 0x02;
    private static final int ON_PORT = 0x04;
    private static final int VULNERABLE = 0x08 | 0x10 | 0x40 | 0x80;

    private Numbers() {}

    /** A second, perhaps with microseconds, as {@code 2023-11-14T22:13:20.000250Z}. */
    static Source iso(IsoTime time, FieldSource... fields) {
        return new Computed(fields[0].slot(), (reading, entry, value) -> {
            long second = reading.number(entry);
            if (second == 0) {
                return Kind.NONE;
            }
            time.put(value, second, fields.length > 1 ? fields[1].number(reading) : 0);
            return Kind.PLAIN;
        });
    }

    /** A second, perhaps with microseconds, as milliseconds since 1970. */
    static Source millis(FieldSource... fields) {
        return new Computed((reading, entry, value) -> {
            long second = fields[0].number(reading);
            long micros = fields.length > 1 ? fields[1].number(reading) : 0;
            return second == 0 ? Kind.NONE : number(value, second * 1000 + (micros < 1_000_000 ? micros / 1000 : 0));
        });
    }

    /** The time between two seconds, in nanoseconds. */
    static Source nanos(FieldSource from, FieldSource to) {
        return between(from, to, NANOS);
    }

    /** The time between two seconds. */
    static Source seconds(FieldSource from, FieldSource to) {
        return between(from, to, 1);
    }

    private static Source between(FieldSource from, FieldSource to, long unitsOfASecond) {
        return new Computed((reading, entry, value) -> {
            long start = from.number(reading);
            long end = to.number(reading);
            return start == 0 || end < start ? Kind.NONE : number(value, (end - start) * unitsOfASecond);
        });
    }

    /** A length of time in seconds, in nanoseconds. */
    static Source inNanos(FieldSource seconds) {
        return new Computed((reading, entry, value) ->
                seconds.first(reading) < 0 ? Kind.NONE : number(value, seconds.number(reading) * NANOS));
    }

    /** The sum of fields, if the record has one of them. */
    static Source sum(FieldSource... fields) {
        return new Computed((reading, entry, value) -> {
            long sum = 0;
            boolean any = false;
            for (FieldSource field : fields) {
                any |= field.first(reading) != Reading.NO_ENTRY;
                sum = saturated(sum) + saturated(field.number(reading));
            }
            return any ? number(value, saturated(sum)) : Kind.NONE;
        });
    }

    /** A number of which readers keep 63 bits: a larger one becomes the largest. */
    static Source signed(FieldSource field) {
        return new Computed((reading, entry, value) ->
                field.first(reading) < 0 ? Kind.NONE : number(value, saturated(field.number(reading))));
    }

    private static long saturated(long unsigned) {
        return unsigned < 0 ? Long.MAX_VALUE : unsigned;
    }

    /** A tenth of a number up to 100. */
    static Source tenth(FieldSource field) {
        return new Computed((reading, entry, value) ->
                field.first(reading) < 0 ? Kind.NONE : number(value, Math.min(10, field.number(reading) / 10)));
    }

    /** The impact, 1 (red) to 4 (blue), that a management center makes of the flags of an impact alert. */
    static Source impactLevel(FieldSource flags) {
        return new Computed((reading, entry, value) -> {
            long set = flags.number(reading);
            if ((set & VULNERABLE) != 0) {
                return number(value, 1);
            }
            if ((set & IN_MAP) != 0) {
                return number(value, (set & ON_PORT) != 0 ? 2 : 3);
            }
            return (set & MONITORED) != 0 ? number(value, 4) : Kind.NONE;
        });
    }

    /** How bad an intrusion is, 0 to 10, by its priority and its impact. */
    static Source severity(FieldSource priority, FieldSource impact) {
        return new Computed((reading, entry, value) -> {
            long row = priority.number(reading) - 1;
            long column = impact.number(reading) - 1;
            boolean known = row >= 0 && row < SEVERITIES.length && column >= 0 && column < SEVERITIES[0].length;
            return number(value, known ? SEVERITIES[(int) row][(int) column] : USUAL_SEVERITY);
        });
    }

    /** An IPv4 address that a layout has as a number. */
    static Source address(FieldSource field) {
        return new Computed((reading, entry, value) -> {
            int first = field.first(reading);
            if (first < 0 || !reading.field(first).kind().isNumber()) {
                return first < 0 ? Kind.NONE : field.put(reading, first, value);
            }
            long address = reading.number(first);
            for (int shift = 24; shift >= 0; shift -= 8) {
                value.unsigned((address >> shift) & 0xFF);
                if (shift > 0) {
                    value.put('.');
                }
            }
            return address == 0 ? Kind.NONE : Kind.PLAIN;
        });
    }

    private static Kind number(ByteBuilder value, long number) {
        value.unsigned(number);
        return Kind.NUMBER;
    }
}
