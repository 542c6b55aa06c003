package org.estreamer.codec.layout;

import java.util.List;

/**
 * A data block as the layout file declares it.
 *
 * @param name         what it is called
 * @param type         its type word
 * @param fields       its fields
 * @param otherReading the layout to read it by where this one does not use its bytes up exactly; null for none
 */
public record BlockLayout(String name, int type, List<LayoutField> fields, BlockLayout otherReading) {
    public BlockLayout {
        fields = List.copyOf(fields);
    }
}
