package org.estreamer.metadata.names;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estreamer.record.Names;
import org.estreamer.record.Record;

/** How a text is made of a metadata record, as {@code names.table} says it: a field, or a function of some. */
final class TextSource {
    private static final Pattern CALL = Pattern.compile("(\\w+)\\((\\w+(?:,\\w+)*)\\)");
    private static final Pattern SPECIAL = Pattern.compile("[,+\"\\\\<>;=\\p{Cntrl}]|^[ #]| $");
    private static final List<String> DN_TYPES = List.of("CN", "O", "OU", "C");

    private static final UUID NONE = new UUID(0, 0);

    private enum Function {
        FIELD,
        DN,
        HEX,
        UUID,
        TIME,
        CODE
    }

    private final Function function;
    private final List<String> fields;
    private final LongFunction<byte[]> codes;

    private TextSource(Function function, List<String> fields, LongFunction<byte[]> codes) {
        this.function = function;
        this.fields = fields;
        this.codes = codes;
    }

    /** Reads the notation; the sets that {@code code} may name are given as what they call a code. */
    static TextSource of(String text, java.util.function.Function<String, LongFunction<byte[]>> sets) {
        Matcher call = CALL.matcher(text);
        if (!call.matches()) {
            return new TextSource(Function.FIELD, List.of(text), null);
        }
        List<String> words = List.of(call.group(2).split(",", -1));
        return switch (call.group(1)) {
            case "dn" -> new TextSource(Function.DN, words, null);
            case "hex" -> new TextSource(Function.HEX, words, null);
            case "uuid" -> new TextSource(Function.UUID, words, null);
            case "time" -> new TextSource(Function.TIME, words, null);
            case "code" -> new TextSource(Function.CODE, words.subList(1, 2), sets.apply(words.get(0)));
            default -> throw new IllegalArgumentException("no function is called " + call.group(1));
        };
    }

    /** The names of the fields that it reads. */
    List<String> fields() {
        return fields;
    }

    /** The text, or null where the record has none. */
    byte[] of(Record record) {
        if (!fields.stream().allMatch(record::has)) {
            return null;
        }
        return switch (function) {
            case FIELD -> utf8(text(record, fields.get(0)));
            case DN -> utf8(distinguishedName(record));
            case HEX -> utf8(serial(record));
            case UUID -> utf8(uuid(record.uuid(fields.get(0))));
            case TIME -> utf8(time(record.number(fields.get(0))));
            case CODE -> codes.apply(record.number(fields.get(0)));
        };
    }

    private static String text(Record record, String field) {
        try {
            return record.text(field);
        } catch (IllegalArgumentException e) {
            return Long.toString(record.number(field)); // such as the id under which a rule is known elsewhere
        }
    }

    private String distinguishedName(Record record) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            String value = record.text(fields.get(i));
            if (!value.isEmpty()) {
                parts.add(DN_TYPES.get(i) + "=" + SPECIAL.matcher(value).replaceAll("\\\\$0"));
            }
        }
        return String.join(", ", parts);
    }

    private String serial(Record record) {
        byte[] serial = record.bytes(fields.get(0));
        int length = (int) Math.min(serial.length, record.number(fields.get(1)));
        return HexFormat.of().formatHex(serial, 0, length);
    }

    private static String uuid(UUID uuid) {
        return uuid.equals(NONE) ? "" : uuid.toString();
    }

    private static String time(long second) {
        return second == 0 ? "" : Instant.ofEpochSecond(second).toString();
    }

    /** Valid UTF-8 that is not too long, cut at a code point; null for nothing. */
    static byte[] utf8(String text) {
        if (text.isEmpty()) {
            return null;
        }
        CharsetEncoder encoder = StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .replaceWith(new byte[] {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD});
        ByteBuffer out = ByteBuffer.allocate(Math.min(3 * text.length(), Names.MAX_BYTES));
        encoder.encode(CharBuffer.wrap(text), out, true);
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }
}
