package org.estreamer.record;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Receives the names of an id. Nothing is allocated for it: names are kept as they are handed out.
 *
 * <p>The bytes of a name are valid UTF-8, at least one and at most {@link Names#MAX_BYTES} of them. They may hold control
 * characters, quotes and whatever else somebody has typed into a management center.
 */
@ConsumerType
public interface NameVisitor {
    /**
     * A name.
     *
     * @param key  what a writer calls it, for example {@code ruleName}; of kind {@link FieldKind#TEXT}, and the same object
     *             whenever this name is given, so that a writer may key tables on it
     * @param utf8 the name: the array itself, not a copy, so do not change it
     */
    void name(Field key, byte[] utf8);

    /**
     * The names of a value that is a set of flags: one for each flag that is set and has a name.
     *
     * @param key  what a writer calls the list, as for {@link #name}
     * @param utf8 the names, at least one, from the lowest bit on; not to be changed
     */
    void names(Field key, List<byte[]> utf8);
}
