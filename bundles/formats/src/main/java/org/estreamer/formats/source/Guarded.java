package org.estreamer.formats.mapped;

import org.estreamer.formats.bytes.ByteBuilder;

/** A source that counts only where a condition holds. */
final class Guarded implements Source {
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
    Guarded(Source source, FieldSource compared, boolean wanted, long... numbers) {
        this.source = source;
        this.compared = compared;
        this.wanted = wanted;
        this.numbers = numbers;
    }

    @Override
    public int slot() {
        return source.slot();
    }

    @Override
    public Kind put(Reading reading, int entry, ByteBuilder value) {
        return matches(reading) == wanted ? source.put(reading, entry, value) : Kind.NONE;
    }

    private boolean matches(Reading reading) {
        int entry = compared.first(reading);
        if (numbers.length == 0) {
            return entry != NO_ENTRY;
        }
        long number = entry == NO_ENTRY ? 0 : reading.number(entry);
        for (long wantedNumber : numbers) {
            if (wantedNumber == number) {
                return true;
            }
        }
        return false;
    }
}
