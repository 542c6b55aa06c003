package org.estreamer.codec.layout;

import org.estreamer.codec.bytes.Bytes;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;
import org.estreamer.record.FieldVisitor;

/**
 * Shows the fields of a plan to a visitor, in one pass over the bytes. Every method that returns a position returns
 * {@link #STOP} where nothing behind it can be read; the reason has then been noted in the {@link FaultNote}.
 *
 * <p>A length that cannot be true is noted, and what is at hand is read on as far as it goes: an operator sees as much of a
 * broken record as there is.
 */
public final class PlanWalk {
    public static final int STOP = -1;

    private static final int HEADER = PlanBuilder.BLOCK_HEADER_LENGTH;

    private PlanWalk() {}

    /**
     * Walks a plan.
     *
     * @param note  where the first fault goes
     * @param start the plan's first byte
     * @param end   where the enclosing bytes end
     * @return false where the walk had to stop
     */
    public static boolean walk(
            FaultNote note, Plan plan, byte[] bytes, int start, int end, FieldVisitor visitor, int depth) {
        int limit = end;
        boolean bounded = plan.hasBlock();
        if (bounded) {
            limit = plan.limit(bytes, start, end);
            checkLength(note, bytes, start + plan.blockHeaderAt, end, "block");
        }
        int base = start;
        for (Step step : plan.steps) {
            int at = base + step.delta;
            if (at == limit && bounded) {
                return true; // another release's block: it has fewer fields
            }
            if (step.width <= limit - at && step.shape == Shape.NUMBER && step.always) { // as nearly all are
                visitor.number(step.field, Bytes.number(bytes, at, step.width));
                continue;
            }
            int next = visit(note, step, bytes, base, limit, visitor, depth);
            if (next == STOP) {
                return false;
            }
            if (step.variable >= 0) {
                base = next;
            }
        }
        if (plan.restAt != Plan.NONE) {
            int from = start + plan.restAt;
            visitor.bytes(Field.RAW, bytes, from, (plan.restAt == 0 ? end : limit) - from);
        }
        return true;
    }

    private static int visit(
            FaultNote note, Step step, byte[] bytes, int base, int limit, FieldVisitor visitor, int depth) {
        int at = base + step.delta;
        if (step.width > limit - at) {
            return tooShort(note, step, at, limit);
        }
        switch (step.shape) {
            case NUMBER -> {
                if (isShown(step, base, limit)) {
                    visitor.number(step.field, Bytes.number(bytes, at, step.width));
                }
                return at + step.width;
            }
            case FIXED -> {
                if (isShown(step, base, limit)) {
                    visitor.bytes(step.field, bytes, at, step.width);
                }
                return at + step.width;
            }
            case STRING, BLOB -> {
                return visitFramed(note, step, bytes, at, limit, visitor);
            }
            case COUNTED -> {
                long count = PlanScan.countOf(step, bytes, base);
                if (count > limit - at) {
                    return stopAt(note, step, at, "claims " + count + " bytes, " + (limit - at) + " are left");
                }
                return visitLeaf(step, bytes, at, (int) count, visitor);
            }
            case BLOCK -> {
                return visitNested(note, step, bytes, at, limit, visitor, depth);
            }
            default -> {
                return visitList(note, step, bytes, at, limit, visitor, depth);
            }
        }
    }

    /** A field steps back for a later one of the same name, if the bytes hold that one. */
    private static boolean isShown(Step step, int base, int limit) {
        if (step.always || step.hidden) {
            return step.always;
        }
        Step later = step.successor;
        return later.anchor == step.anchor && later.width > limit - base - later.delta;
    }

    private static int visitFramed(FaultNote note, Step step, byte[] bytes, int at, int limit, FieldVisitor visitor) {
        int end = PlanScan.blockEnd(bytes, at, limit);
        if (end == PlanScan.UNSOUND) {
            return limit - at < HEADER
                    ? tooShort(note, step, at, limit)
                    : stopAt(note, step, at, claims(bytes, at, limit));
        }
        if (step.shape == Shape.STRING && Bytes.int32(bytes, at) != 0) {
            return stopAt(note, step, at, "is a block of type " + Bytes.uint32(bytes, at) + ", not a string");
        }
        return visitLeaf(step, bytes, at + HEADER, end - at - HEADER, visitor);
    }

    private static int visitLeaf(Step step, byte[] bytes, int at, int length, FieldVisitor visitor) {
        int shown = step.field.kind() == FieldKind.TEXT ? Bytes.lengthUpToNul(bytes, at, length) : length;
        visitor.bytes(step.field, bytes, at, shown);
        return at + length;
    }

    private static int visitNested(
            FaultNote note, Step step, byte[] bytes, int at, int limit, FieldVisitor visitor, int depth) {
        if (limit - at < HEADER) {
            return tooShort(note, step, at, limit);
        }
        if (depth == PlanScan.MAX_DEPTH) {
            return stopAt(note, step, at, "is nested deeper than " + PlanScan.MAX_DEPTH + " blocks");
        }
        boolean item = step.shape == Shape.LIST;
        if (item) {
            visitor.beginItem(step.field);
        } else {
            visitor.beginBlock(step.field);
        }
        Plan plan = step.blocks.planAt(bytes, at, limit);
        boolean whole = walk(note, plan, bytes, at, limit, visitor, depth + 1);
        if (item) {
            visitor.endItem(step.field);
        } else {
            visitor.endBlock(step.field);
        }
        return whole ? plan.limit(bytes, at, limit) : STOP;
    }

    private static int visitList(
            FaultNote note, Step step, byte[] bytes, int at, int limit, FieldVisitor visitor, int depth) {
        if (limit - at < HEADER) {
            return tooShort(note, step, at, limit);
        }
        if (!PlanScan.isList(bytes, at)) {
            return stopAt(note, step, at, "is a block of type " + Bytes.uint32(bytes, at) + ", not a list");
        }
        int end = checkLength(note, bytes, at, limit, step.name());
        visitor.beginList(step.field);
        int item = at + HEADER;
        while (item < end && item != STOP) {
            item = visitNested(note, step, bytes, item, end, visitor, depth);
        }
        visitor.endList(step.field);
        return item == STOP ? STOP : end;
    }

    /** Notes a block length that cannot be true; returns the end to go by. */
    private static int checkLength(FaultNote note, byte[] bytes, int at, int limit, String what) {
        int end = PlanScan.blockEnd(bytes, at, limit);
        if (end != PlanScan.UNSOUND) {
            return end;
        }
        note.note(what + " " + claims(bytes, at, limit), at);
        return limit;
    }

    private static String claims(byte[] bytes, int at, int limit) {
        return "claims " + Bytes.uint32(bytes, at + 4) + " bytes, " + (limit - at) + " are left";
    }

    private static int tooShort(FaultNote note, Step step, int at, int limit) {
        return stopAt(
                note, step, Math.min(at, limit), "needs more than the " + Math.max(0, limit - at) + " bytes left");
    }

    private static int stopAt(FaultNote note, Step step, int at, String problem) {
        note.note(step.name() + " " + problem, at);
        return STOP;
    }
}
