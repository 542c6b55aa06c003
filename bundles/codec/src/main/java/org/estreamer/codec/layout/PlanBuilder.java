package org.estreamer.codec.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;

/** Lays fields out one behind another and makes a {@link Plan} of them. */
public final class PlanBuilder {
    public static final int BLOCK_HEADER_LENGTH = 8;

    private static final Field LENGTH = new Field("blockLength", FieldKind.UINT32);

    private final List<Step.Builder> steps = new ArrayList<>();
    private final Map<String, Integer> lengthFields = new HashMap<>();
    private int blockHeaderAt = Plan.NONE;
    private int restAt = Plan.NONE;
    private int anchor = -1;
    private int behindAnchor;

    /** The discovery event header of 40 or 56 bytes, at the start of the body. */
    public PlanBuilder discovery(DiscoveryHeader header) {
        header.fields().forEach((field, at) -> {
            Step.Builder step = new Step.Builder(
                    field, field.kind().isNumber() ? Shape.NUMBER : Shape.FIXED, DiscoveryHeader.widthOf(field.kind()));
            step.delta = at;
            step.hidden = header.hides(field);
            steps.add(step);
        });
        behindAnchor = header.length();
        return this;
    }

    /** The header of the block that bounds what follows. */
    public PlanBuilder blockHeader() {
        blockHeaderAt = behindAnchor;
        return absentBlock();
    }

    /** The block header of a record that ends before or inside it: a reader comes to the record's end there. */
    public PlanBuilder absentBlock() {
        fixed(Field.BLOCK_TYPE, Shape.NUMBER, 4);
        fixed(LENGTH, Shape.NUMBER, 4).hidden = true;
        return this;
    }

    public PlanBuilder fields(List<LayoutField> fields, Layouts all) {
        fields.forEach(field -> add(field, all));
        return this;
    }

    /** Bytes from a position on that no layout describes. */
    public PlanBuilder rest(int at) {
        restAt = at;
        return this;
    }

    public Plan build() {
        // from the back, so that a step's successor and length step are there before it
        Map<String, Step> successors = new HashMap<>();
        Step[] built = new Step[steps.size()];
        for (int i = built.length - 1; i >= 0; i--) {
            Step.Builder step = steps.get(i);
            step.successor = successors.get(step.field.name());
            if (step.shape != Shape.COUNTED) {
                built[i] = step.build();
                successors.put(step.field.name(), built[i]);
            }
        }
        for (int i = 0; i < built.length; i++) {
            if (built[i] == null) {
                steps.get(i).length = built[lengthFields.get(steps.get(i).field.name())];
                built[i] = steps.get(i).build();
            }
        }
        return new Plan(List.of(built), blockHeaderAt, restAt, behindAnchor);
    }

    private void add(LayoutField field, Layouts all) {
        if (field.shape().isFixed()) {
            fixed(field.field(), field.shape(), field.width());
            return;
        }
        Step.Builder step = new Step.Builder(field.field(), field.shape(), 0);
        step.blocks = field.series() == 0 ? null : all.series(field.series());
        if (field.shape() == Shape.COUNTED) {
            hideLengthOf(field);
        }
        place(step);
        anchor++;
        step.variable = anchor;
        behindAnchor = 0;
    }

    private Step.Builder fixed(Field field, Shape shape, int width) {
        Step.Builder step = new Step.Builder(field, shape, width);
        place(step);
        behindAnchor += width;
        return step;
    }

    private void place(Step.Builder step) {
        step.delta = behindAnchor;
        step.anchor = anchor;
        steps.add(step);
    }

    private void hideLengthOf(LayoutField counted) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step.Builder candidate = steps.get(i);
            if (candidate.field.name().equals(counted.lengthField()) && candidate.anchor == anchor) {
                candidate.hidden = true;
                lengthFields.put(counted.name(), i);
                return;
            }
        }
        throw new IllegalArgumentException(counted.name() + " is counted by " + counted.lengthField()
                + ", which must stand before it with no field of varying length between them");
    }
}
