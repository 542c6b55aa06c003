package org.estreamer.codec.layout;

import java.util.List;
import org.estreamer.record.Field;

/**
 * A field as the layout file declares it.
 *
 * @param field       its name and kind
 * @param shape       how it stands on the wire
 * @param width       bytes of a number or a fixed field; else 0
 * @param lengthField the field that counts a {@link Shape#COUNTED} one; else null
 * @param series      the series of the blocks in it, 1 or 2; 0 for a field without blocks
 * @param blockTypes  the block types expected in it, oldest first
 */
public record LayoutField(
        Field field, Shape shape, int width, String lengthField, int series, List<Integer> blockTypes) {

    public static LayoutField leaf(Field field, Shape shape, int width) {
        return new LayoutField(field, shape, width, null, 0, List.of());
    }

    public String name() {
        return field.name();
    }

    /** The type that the newest release sends here. */
    public int newestBlockType() {
        return blockTypes.get(blockTypes.size() - 1);
    }
}
