package org.estreamer.formats.function;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.reading.Reading;
import org.estreamer.formats.source.FieldSource;
import org.estreamer.formats.source.Kind;
import org.estreamer.formats.source.Source;

/** The text that a list of the table has for a number. */
final class TextOfNumber extends Source {
    private final long[] numbers;
    private final byte[][] texts;
    private final Kind[] kinds;

    TextOfNumber(Map<Long, String> list, FieldSource number) {
        super(number.slot());
        this.numbers = list.keySet().stream().mapToLong(Long::longValue).toArray();
        this.texts = list.values().stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.kinds = Stream.of(texts).map(Kind::ofText).toArray(Kind[]::new);
    }

    @Override
    public Kind put(Reading reading, int entry, ByteBuilder value) {
        long wanted = reading.number(entry);
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] == wanted) {
                value.put(texts[i]);
                return kinds[i];
            }
        }
        return Kind.NONE;
    }
}
