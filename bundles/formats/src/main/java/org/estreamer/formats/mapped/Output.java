package org.estreamer.formats.mapped;

import java.util.BitSet;
import java.util.List;
import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.mapping.Rule.Target;

/** One place in a section's output, with the rules that may fill it. */
final class Output {
    final Target target;

    /** The slots of which one must have a value for this to have one; null where it may have one in any case. */
    final BitSet needed;

    private final Guarded[] sources;

    Output(Target target, BitSet needed, List<Guarded> sources) {
        this.target = target;
        this.needed = needed;
        this.sources = sources.toArray(Guarded[]::new);
    }

    /** Whether it has the same value in every line. */
    boolean isConstant() {
        return sources[0].compared == null && sources[0].source instanceof Constant;
    }

    /** Puts the first value that there is. */
    Kind put(Reading reading, ByteBuilder value) {
        for (Guarded guarded : sources) {
            if (guarded.holds(reading)) {
                Kind kind = guarded.source.put(reading, value);
                if (kind != Kind.NONE) {
                    return kind;
                }
            }
        }
        return Kind.NONE;
    }

    /** Shows every value. */
    void each(Reading reading, ByteBuilder value, ValueSink sink) {
        for (Guarded guarded : sources) {
            if (guarded.holds(reading)) {
                Source source = guarded.source;
                for (int entry = source.first(reading); entry != Source.NO_ENTRY; entry = source.next(reading, entry)) {
                    value.clear();
                    Kind kind = source.put(reading, entry, value);
                    if (kind != Kind.NONE) {
                        sink.value(kind);
                    }
                }
            }
        }
    }

    /** Takes values that stand in the buffer. */
    interface ValueSink {
        void value(Kind kind);
    }

    /** A source that counts only where a condition holds. */
    static final class Guarded {
        private final Source source;
        private final FieldSource compared;
        private final long[] numbers;
        private final boolean wanted;

        /** Makes a source that always counts. */
        Guarded(Source source) {
            this(source, null, true);
        }

        /**
         * Makes one with a condition.
         *
         * @param compared whose number is compared; null for none
         * @param wanted   whether it has to be one of the numbers, or must not be
         * @param numbers  with what it is compared; none if it only has to be there
         */
        Guarded(Source source, FieldSource compared, boolean wanted, long... numbers) {
            this.source = source;
            this.compared = compared;
            this.wanted = wanted;
            this.numbers = numbers;
        }

        private boolean holds(Reading reading) {
            return compared == null || matches(reading) == wanted;
        }

        private boolean matches(Reading reading) {
            int entry = compared.first(reading);
            if (numbers.length == 0) {
                return entry != Source.NO_ENTRY;
            }
            long number = entry == Source.NO_ENTRY ? 0 : reading.number(entry);
            for (long wantedNumber : numbers) {
                if (wantedNumber == number) {
                    return true;
                }
            }
            return false;
        }
    }
}
