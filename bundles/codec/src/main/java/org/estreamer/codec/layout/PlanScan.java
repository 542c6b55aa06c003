package org.estreamer.codec.layout;

import org.estreamer.codec.bytes.Bytes;

/**
 * Finds where the steps of varying length end, without looking at what stands between them. Answers one question, "is
 * everything there and even?", quickly and without allocation; whoever gets a no asks {@link PlanWalk} for the reason.
 */
public final class PlanScan {
    /** Blocks in blocks; deeper nesting than this is no layout's and would exhaust the stack. */
    public static final int MAX_DEPTH = 16;
    /** Not where it should be. */
    public static final int UNSOUND = -1;

    private static final int HEADER = PlanBuilder.BLOCK_HEADER_LENGTH;

    private PlanScan() {}

    /**
     * Checks that every step's bytes are there.
     *
     * @param depth how many blocks stand around these bytes
     * @return the end of the last step, or {@link #UNSOUND}
     */
    public static int soundEnd(Plan plan, byte[] bytes, int start, int end, int depth) {
        return end(plan, bytes, start, end, depth, true);
    }

    /**
     * The same without a look into nested blocks: whoever has two readings tries both, and if each try went all the way down, the
     * work would double with every block in a block.
     */
    static int shallowEnd(Plan plan, byte[] bytes, int start, int end) {
        return end(plan, bytes, start, end, 0, false);
    }

    private static int end(Plan plan, byte[] bytes, int start, int end, int depth, boolean inside) {
        int limit = end;
        if (plan.hasBlock()) {
            int header = start + plan.blockHeaderAt;
            limit = blockEnd(bytes, header, end);
            if (limit == UNSOUND) {
                return UNSOUND;
            }
        }
        int base = start;
        for (Step step : plan.variables) {
            int at = base + step.delta;
            base = endOf(step, bytes, base, limit);
            if (base == UNSOUND || (inside && step.blocks != null && !nestedSound(step, bytes, at, base, depth))) {
                return UNSOUND;
            }
        }
        int last = base + plan.tail;
        return last <= limit ? last : UNSOUND;
    }

    /**
     * Finds the end of a step of varying length, without looking into it.
     *
     * @param base  the step's base
     * @param limit where the fields end
     * @return the position behind the step, or {@link #UNSOUND}
     */
    public static int endOf(Step step, byte[] bytes, int base, int limit) {
        int at = base + step.delta;
        if (at > limit) {
            return UNSOUND;
        }
        if (step.shape == Shape.COUNTED) {
            long count = countOf(step, bytes, base);
            return count <= limit - at ? at + (int) count : UNSOUND;
        }
        int end = blockEnd(bytes, at, limit);
        if (end == UNSOUND) {
            return UNSOUND;
        }
        return switch (step.shape) {
            case STRING -> Bytes.int32(bytes, at) == 0 ? end : UNSOUND;
            case LIST -> isList(bytes, at) ? end : UNSOUND;
            default -> end;
        };
    }

    /** How many bytes a counted step has. */
    public static long countOf(Step step, byte[] bytes, int base) {
        return Bytes.number(bytes, base + step.length.delta, step.length.width);
    }

    /** The end of the block whose header starts at a position, or UNSOUND where it has none or a length that cannot be. */
    public static int blockEnd(byte[] bytes, int at, int limit) {
        if (limit - at < HEADER) {
            return UNSOUND;
        }
        long length = Bytes.uint32(bytes, at + 4);
        return length < HEADER || length > limit - at ? UNSOUND : at + (int) length;
    }

    private static boolean nestedSound(Step step, byte[] bytes, int at, int end, int depth) {
        if (depth == MAX_DEPTH) {
            return false;
        }
        int item = step.shape == Shape.LIST ? at + HEADER : at;
        while (item < end) {
            int itemEnd = blockEnd(bytes, item, end);
            if (itemEnd == UNSOUND) {
                return false;
            }
            Plan plan = step.blocks.planAt(bytes, item, itemEnd);
            if (soundEnd(plan, bytes, item, itemEnd, depth + 1) == UNSOUND) {
                return false;
            }
            item = itemEnd;
        }
        return true;
    }

    /** Lists and generic lists of both series: any of the four stands where a list is expected. */
    public static boolean isList(byte[] bytes, int at) {
        return switch (Bytes.int32(bytes, at)) {
            case 2, 3, 11, 31 -> true;
            default -> false;
        };
    }
}
