package org.estreamer.codec.layout;

import java.util.function.Function;

/**
 * The plans for one block: two where sources differ about its fields.
 *
 * @param first the plan to take if both or neither fit
 * @param other the plan to take if it alone uses the block's bytes up exactly; null for none
 */
record Readings(Plan first, Plan other) {
    static Readings of(BlockLayout block, Function<BlockLayout, Plan> compile) {
        return new Readings(
                compile.apply(block), block.otherReading() == null ? null : compile.apply(block.otherReading()));
    }

    Plan choose(byte[] bytes, int start, int end) {
        return other == null
                        || PlanScan.comesOutEven(first, bytes, start, end)
                        || !PlanScan.comesOutEven(other, bytes, start, end)
                ? first
                : other;
    }
}
