package org.estreamer.codec.layout;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.estreamer.codec.bytes.Bytes;

/**
 * A layout compiled for reading: the fields of a record or block as one flat row of steps. Positions are constants up to
 * the first field of varying length, and constants behind the end of the last such field from there on.
 *
 * <pre>
 *   | number | number | string........ | number | list......... | number |
 *   '-- base: start --'                '-- base: string's end   '-- base: list's end
 * </pre>
 */
public final class Plan {
    /** A block of a type that no layout describes: its type, then its bytes. */
    public static final Plan UNKNOWN_BLOCK = new PlanBuilder()
            .blockHeader()
            .rest(PlanBuilder.BLOCK_HEADER_LENGTH)
            .build();
    /** A record of a type that no layout describes: its bytes. */
    public static final Plan UNKNOWN_RECORD = new PlanBuilder().rest(0).build();

    /** No block header in the plan; no undescribed rest. */
    public static final int NONE = -1;

    public final Step[] steps;
    /** The steps of varying length among them. */
    public final Step[] variables;
    /** Where the header of the block starts that bounds the fields behind it, or {@link #NONE}. */
    public final int blockHeaderAt;
    /** Where the bytes start that no layout describes, or {@link #NONE}. */
    public final int restAt;
    /** Bytes of the fixed fields behind the last step of varying length. */
    public final int tail;

    private final Map<String, Step> byName;

    public Plan(List<Step> steps, int blockHeaderAt, int restAt, int tail) {
        this.steps = steps.toArray(Step[]::new);
        this.variables = steps.stream().filter(step -> step.variable >= 0).toArray(Step[]::new);
        this.blockHeaderAt = blockHeaderAt;
        this.restAt = restAt;
        this.tail = tail;
        // a later field takes the place of an earlier one of the same name
        this.byName = steps.stream().collect(Collectors.toMap(Step::name, step -> step, (earlier, later) -> later));
    }

    public static Plan ofBlock(BlockLayout block, Layouts all) {
        return new PlanBuilder().blockHeader().fields(block.fields(), all).build();
    }

    /** The step of a name, or null. */
    public Step step(String name) {
        return byName.get(name);
    }

    /** Every name that typed access knows, for error messages. */
    public String names() {
        return byName.keySet().stream().sorted().collect(Collectors.joining(", "));
    }

    /** Whether layouts describe all of it. */
    public boolean known() {
        return restAt == NONE;
    }

    /** Whether a block bounds the fields: it may end early, when an older or newer release sent it. */
    public boolean hasBlock() {
        return blockHeaderAt != NONE;
    }

    /** Where the fields end: at the block's end where there is a block and its length can be true, else at the end. */
    public int limit(byte[] bytes, int start, int end) {
        if (blockHeaderAt == NONE) {
            return end;
        }
        int header = start + blockHeaderAt;
        long length = Bytes.uint32(bytes, header + 4);
        return length < PlanBuilder.BLOCK_HEADER_LENGTH || length > end - header ? end : header + (int) length;
    }

    @Override
    public String toString() {
        return List.of(steps).stream().map(Step::name).collect(Collectors.joining(" ", "[", "]"));
    }
}
