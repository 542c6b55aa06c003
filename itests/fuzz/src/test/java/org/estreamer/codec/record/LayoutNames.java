package org.estreamer.codec.record;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.estreamer.record.Field;
import org.estreamer.record.Fields;

/** Knows what a layout declares, whether the bytes hold it or not. */
public final class LayoutNames {
    private LayoutNames() {}

    /** The fields that typed access knows: of several with one name, the last. */
    public static List<Field> of(Fields fields) {
        return List.copyOf(Arrays.stream(((StructView) fields).plan.steps)
                .map(step -> step.field)
                .collect(Collectors.toMap(Field::name, Function.identity(), (earlier, later) -> later))
                .values());
    }
}
