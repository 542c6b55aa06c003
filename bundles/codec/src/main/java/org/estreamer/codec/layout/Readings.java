package org.estreamer.codec.layout;

import java.util.function.Function;

/**
 * The plans for one block: two where sources differ about its fields.
 *
 * @param first the plan to take if both or neither fit
 * @param other the plan to take if it alone uses the block's bytes up exactly, or neither does and only it stays within them;
 *     null for none
 */
record Readings(Plan first, Plan other) {
    static Readings of(BlockLayout block, Function<BlockLayout, Plan> compile) {
        return new Readings(
                compile.apply(block), block.otherReading() == null ? null : compile.apply(block.otherReading()));
    }

    Plan choose(byte[] bytes, int start, int end) {
        if (other == null) {
            return first;
        }
        int limit = first.limit(bytes, start, end);
        int firstEnd = PlanScan.shallowEnd(first, bytes, start, end);
        int otherEnd = PlanScan.shallowEnd(other, bytes, start, end);
        boolean otherFits = firstEnd == PlanScan.UNSOUND && otherEnd != PlanScan.UNSOUND;
        return firstEnd != limit && (otherEnd == limit || otherFits) ? other : first;
    }
}
