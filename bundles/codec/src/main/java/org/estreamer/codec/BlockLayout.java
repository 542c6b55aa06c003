package org.estreamer.codec;

import java.util.List;

/**
 * A data block as the layout file declares it.
 *
 * @param name         what it is called
 * @param type         its type word
 * @param fields       its fields
 * @param otherReading the layout to read it by where this one does not use its bytes up exactly; null for none
 */
record BlockLayout(String name, int type, List<LayoutField> fields, BlockLayout otherReading) {
    BlockLayout {
        fields = List.copyOf(fields);
    }
}
