package org.estreamer.formats.source;

import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.reading.Reading;

/** A source that counts only where a condition holds. */
public final class Guarded extends Source {
    private final Source source;
    private final FieldSource compared;
    private final long[] numbers;
    private final boolean wanted;

    /**
     * Makes a source.
     *
     * @param compared whose number is compared
     * @param wanted   whether it has to be one of the numbers, or must not be
     * @param numbers  with what it is compared; none if it only has to be there
     */
    public Guarded(Source source, FieldSource compared, boolean wanted, long... numbers) {
        super(source.slot());
        this.source = source;
        this.compared = compared;
        this.wanted = wanted;
        this.numbers = numbers;
    }

    @Override
    public Kind put(Reading reading, int entry, ByteBuilder value) {
        return matches(reading) == wanted ? source.put(reading, entry, value) : Kind.NONE;
    }

    private boolean matches(Reading reading) {
        if (numbers.length == 0) {
            return compared.first(reading) != Reading.NO_ENTRY;
        }
        long number = compared.number(reading);
        for (long wantedNumber : numbers) {
            if (wantedNumber == number) {
                return true;
            }
        }
        return false;
    }
}
