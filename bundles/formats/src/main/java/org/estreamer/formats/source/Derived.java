package org.estreamer.formats.source;

import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.reading.Reading;

/** A value made of another source's, one for each of its values. */
public final class Derived extends Source {

    /** How the value is made. */
    public interface Change {
        /**
         * Changes what stands behind a position.
         *
         * @param kind what was put there
         * @return what stands there now; {@link Kind#NONE} if nothing is to
         */
        Kind change(Kind kind, ByteBuilder value, int from);
    }

    private final Source source;
    private final Change change;

    public Derived(Source source, Change change) {
        super(source.slot());
        this.source = source;
        this.change = change;
    }

    @Override
    public Kind put(Reading reading, int entry, ByteBuilder value) {
        int from = value.length();
        Kind kind = source.put(reading, entry, value);
        Kind changed = kind == Kind.NONE ? kind : change.change(kind, value, from);
        if (changed == Kind.NONE) {
            value.cut(from);
        }
        return changed;
    }
}
