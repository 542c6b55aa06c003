package org.estreamer.formats.mapped;

import java.util.BitSet;
import java.util.List;
import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.mapping.Rule.Target;
import org.estreamer.formats.reading.Reading;
import org.estreamer.formats.source.Constant;
import org.estreamer.formats.source.FirstOf;
import org.estreamer.formats.source.Kind;
import org.estreamer.formats.source.Source;

/** One place in a section's output, with the sources that may fill it. */
final class Output {
    final Target target;

    /** The slots of which one must have a value for this to have one; null where it may have one in any case. */
    final BitSet needed;

    /** The only source, or the first of several that has a value. */
    private final Source source;

    private final Source[] sources;

    Output(Target target, BitSet needed, List<Source> sources) {
        this.target = target;
        this.needed = needed;
        this.sources = sources.toArray(Source[]::new);
        this.source = sources.size() == 1 ? sources.get(0) : new FirstOf(this.sources);
    }

    /** Whether it has the same value in every line. */
    boolean isConstant() {
        return sources[0] instanceof Constant;
    }

    /** Puts the first value that there is. */
    Kind put(Reading reading, ByteBuilder value) {
        return source.put(reading, value);
    }

    /** Shows every value. */
    void each(Reading reading, ValueSink sink) {
        for (Source each : sources) {
            for (int entry = each.first(reading); entry != Reading.NO_ENTRY; entry = each.next(reading, entry)) {
                sink.value(reading, each, entry);
            }
        }
    }

    /** Takes values, each of which a source puts. */
    interface ValueSink {
        void value(Reading reading, Source source, int entry);
    }
}
