package org.estreamer.codec.record;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.RandomAccess;
import java.util.UUID;
import java.util.stream.IntStream;
import org.estreamer.codec.bytes.Bytes;
import org.estreamer.codec.layout.FaultNote;
import org.estreamer.codec.layout.Plan;
import org.estreamer.codec.layout.PlanBuilder;
import org.estreamer.codec.layout.PlanScan;
import org.estreamer.codec.layout.PlanWalk;
import org.estreamer.codec.layout.Shape;
import org.estreamer.codec.layout.Step;
import org.estreamer.record.Fault;
import org.estreamer.record.FieldKind;
import org.estreamer.record.FieldVisitor;
import org.estreamer.record.Fields;

/** Fields at a place in a buffer that never changes, read by a {@link Plan}. */
public class StructView implements Fields, FaultNote {
    final byte[] bytes;
    final int start;
    final int end;
    final Plan plan;
    /** What {@link #offsetOf} and faults count from. */
    private final int origin;
    /** How many blocks stand around these bytes. */
    private final byte depth;

    /** False until looked for. What is wrong is found anew each time: a server could fill the memory with it. */
    private boolean sound;

    /** Whether something was found wrong. Threads may look side by side: they find the same. */
    private boolean broken;

    /** Null until looked for. One plain reference to something final, so threads may share it and look for it twice. */
    private Ends ends;

    public StructView(byte[] bytes, int origin, int start, int end, Plan plan) {
        this(bytes, origin, start, end, plan, 0);
    }

    private StructView(byte[] bytes, int origin, int start, int end, Plan plan, int depth) {
        this.bytes = bytes;
        this.origin = origin;
        this.start = start;
        this.end = end;
        this.plan = plan;
        this.depth = (byte) depth;
    }

    @Override
    public int blockType() {
        return plan.hasBlock() ? Bytes.int32(bytes, start + plan.blockHeaderAt) : -1;
    }

    @Override
    public Fault visit(FieldVisitor visitor) {
        PlanWalk.walk(sound ? FaultNote.NONE : this, plan, bytes, start, end, visitor, depth);
        sound = sound || (!broken && headerFault() == null);
        return sound ? null : firstFault();
    }

    /** Only notes that there is something: what it is needs an object, which a sound record does without. */
    @Override
    public void note(String what, int at) {
        broken = true;
    }

    private Fault firstFault() {
        FirstFault found = new FirstFault(origin, headerFault());
        PlanWalk.walk(found, plan, bytes, start, end, NoVisitor.INSTANCE, depth);
        return found.fault();
    }

    /** What is wrong with the bytes, or null. */
    public Fault fault() {
        if (sound) {
            return null;
        }
        if (headerFault() == null && PlanScan.soundEnd(plan, bytes, start, end, depth) != PlanScan.UNSOUND) {
            sound = true;
            return null;
        }
        return firstFault();
    }

    /** What is wrong before the fields, or null. */
    public Fault headerFault() {
        return null;
    }

    @Override
    public boolean has(String name) {
        Step step = plan.step(name);
        return step != null && find(step) >= 0 && (step.shape != Shape.LIST || eachItem(step, (at, itemEnd) -> {}));
    }

    @Override
    public long reduce(String name, BytesToLong function) {
        Step step = plan.step(name);
        if (step == null || step.blocks != null || find(step) < 0) {
            return 0;
        }
        int from = valueStart(step);
        return function.of(bytes, from, valueEnd(step) - from);
    }

    @Override
    public long number(String name) {
        Step step = step(name);
        require(step.shape == Shape.NUMBER, step, "a number");
        return Bytes.number(bytes, locate(step), step.width);
    }

    @Override
    public int uint8(String name) {
        return (int) number(name, FieldKind.UINT8);
    }

    @Override
    public int uint16(String name) {
        return (int) number(name, FieldKind.UINT16);
    }

    @Override
    public long uint32(String name) {
        return number(name, FieldKind.UINT32);
    }

    @Override
    public long uint64(String name) {
        return number(name, FieldKind.UINT64);
    }

    @Override
    public String text(String name) {
        Step step = expect(name, FieldKind.TEXT);
        int at = valueStart(step);
        return new String(bytes, at, Bytes.lengthUpToNul(bytes, at, valueEnd(step) - at), StandardCharsets.UTF_8);
    }

    @Override
    public InetAddress address(String name) {
        Step step = step(name);
        FieldKind kind = step.field.kind();
        require(kind == FieldKind.IPV4 || kind == FieldKind.IPV6, step, "an address");
        try {
            return InetAddress.getByAddress(bytes(name));
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException(step.field + " is neither 4 nor 16 bytes long", wrongLength);
        }
    }

    @Override
    public UUID uuid(String name) {
        int at = locate(expect(name, FieldKind.UUID));
        return new UUID(Bytes.uint64(bytes, at), Bytes.uint64(bytes, at + 8));
    }

    @Override
    public byte[] bytes(String name) {
        Step step = step(name);
        require(step.blocks == null, step, "a plain value");
        return Arrays.copyOfRange(bytes, valueStart(step), valueEnd(step));
    }

    @Override
    public Fields block(String name) {
        Step step = expect(name, FieldKind.BLOCK);
        return nested(step, locate(step), ends().of(step));
    }

    @Override
    public List<Fields> list(String name) {
        Step step = expect(name, FieldKind.LIST);
        IntStream.Builder starts = IntStream.builder();
        if (!eachItem(step, (at, itemEnd) -> starts.add(at))) {
            throw new NoSuchElementException("an item of " + name + " is broken");
        }
        return new Items(this, step, starts.build().toArray());
    }

    /** Goes through a list; false where an item's length cannot be true. */
    private boolean eachItem(Step step, ItemTaker taker) {
        int at = locate(step) + PlanBuilder.BLOCK_HEADER_LENGTH;
        int listEnd = ends().of(step);
        while (at < listEnd) {
            int itemEnd = PlanScan.blockEnd(bytes, at, listEnd);
            if (itemEnd == PlanScan.UNSOUND) {
                return false;
            }
            taker.take(at, itemEnd);
            at = itemEnd;
        }
        return true;
    }

    @Override
    public int offsetOf(String name) {
        return valueStart(step(name)) - origin;
    }

    private StructView nested(Step step, int at, int nestedEnd) {
        return new StructView(bytes, origin, at, nestedEnd, step.blocks.planAt(bytes, at, nestedEnd), depth + 1);
    }

    private long number(String name, FieldKind kind) {
        Step step = expect(name, kind);
        return Bytes.number(bytes, locate(step), step.width);
    }

    private int valueStart(Step step) {
        int at = locate(step);
        return step.shape == Shape.STRING || step.shape == Shape.BLOB ? at + PlanBuilder.BLOCK_HEADER_LENGTH : at;
    }

    private int valueEnd(Step step) {
        return step.variable >= 0 ? ends().of(step) : locate(step) + step.width;
    }

    private Step step(String name) {
        Step step = plan.step(name);
        if (step == null) {
            throw new IllegalArgumentException(
                    "no field \"" + name + "\" in " + describe() + "; its fields are " + plan.names());
        }
        return step;
    }

    private Step expect(String name, FieldKind kind) {
        Step step = step(name);
        require(step.field.kind() == kind, step, kind.toString());
        return step;
    }

    private void require(boolean holds, Step step, String wanted) {
        if (!holds) {
            throw new IllegalArgumentException(step.field + " of " + describe() + " is not " + wanted);
        }
    }

    private int locate(Step step) {
        int at = find(step);
        if (at < 0) {
            throw new NoSuchElementException("the bytes of " + describe() + " hold no " + step.name());
        }
        return at;
    }

    /** Where a step starts, or -1 where the bytes do not hold all of it, or it is nested deeper than anybody is let in. */
    private int find(Step step) {
        if (step.blocks != null && depth >= PlanScan.MAX_DEPTH) {
            return -1;
        }
        int limit = plan.limit(bytes, start, end);
        if (step.anchor < 0 && step.variable < 0) {
            int at = start + step.delta;
            return step.width <= limit - at ? at : -1;
        }
        Ends known = ends();
        if (step.anchor >= known.count || step.variable >= known.count) {
            return -1;
        }
        int at = (step.anchor < 0 ? start : known.at[step.anchor]) + step.delta;
        return step.width <= limit - at ? at : -1;
    }

    private Ends ends() {
        Ends known = ends;
        if (known == null) {
            known = new Ends(this);
            ends = known;
        }
        return known;
    }

    public String describe() {
        return plan.hasBlock() ? "block type " + blockType() : "the record";
    }

    /** Where the steps of varying length end, as far as they are sound. Final fields, so that threads may share it. */
    private static final class Ends {
        final int[] at;
        final int count;

        Ends(StructView view) {
            Step[] variables = view.plan.variables;
            int limit = view.plan.limit(view.bytes, view.start, view.end);
            int base = view.start;
            int found = 0;
            int[] ends = new int[variables.length];
            while (found < variables.length) {
                base = PlanScan.endOf(variables[found], view.bytes, base, limit);
                if (base == PlanScan.UNSOUND) {
                    break;
                }
                ends[found] = base;
                found++;
            }
            // short records that should have many such steps must not fill the memory
            at = found == ends.length ? ends : Arrays.copyOf(ends, found);
            count = found;
        }

        int of(Step step) {
            return at[step.variable];
        }
    }

    /** The items of a list, of which each is made when it is asked for: a server says how many there are. */
    private static final class Items extends AbstractList<Fields> implements RandomAccess {
        private final StructView view;
        private final Step step;
        private final int[] starts;

        Items(StructView view, Step step, int... starts) {
            this.view = view;
            this.step = step;
            this.starts = starts;
        }

        @Override
        public Fields get(int index) {
            int at = starts[index];
            return view.nested(
                    step, at, PlanScan.blockEnd(view.bytes, at, view.ends().of(step)));
        }

        @Override
        public int size() {
            return starts.length;
        }
    }

    private interface ItemTaker {
        void take(int start, int end);
    }

    /** Looks at everything and keeps nothing. */
    private enum NoVisitor implements FieldVisitor {
        INSTANCE
    }
}
