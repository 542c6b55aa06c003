package org.estreamer.codec.layout;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.estreamer.record.Field;
import org.estreamer.record.RecordType;

/** The names of all fields that records of a type can have, in any release. */
public final class FieldNames {
    private final Layouts layouts;
    private final Set<String> names = new TreeSet<>();
    /** The blocks that are being read: one may hold itself. */
    private final Deque<BlockLayout> open = new ArrayDeque<>();

    private FieldNames(Layouts layouts) {
        this.layouts = layouts;
    }

    public static RecordType of(RecordLayout layout, Layouts layouts) {
        FieldNames all = new FieldNames(layouts);
        if (layout.discovery()) {
            DiscoveryHeader.LONG.fields().keySet().stream()
                    .filter(field -> !DiscoveryHeader.LONG.hides(field))
                    .forEach(field -> all.names.add(field.name()));
        }
        all.add("", layout.fields());
        if (layout.block() != null) {
            all.addBlocks("", layout.block());
        }
        return new RecordType(layout.type(), layout.name(), layout.group(), all.names);
    }

    private void addBlocks(String prefix, LayoutField field) {
        names.add(prefix + Field.BLOCK_TYPE.name());
        for (int type : field.blockTypes()) {
            BlockLayout block = layouts.series(field.series()).layout(type);
            for (; block != null && !open.contains(block); block = block.otherReading()) {
                open.push(block);
                add(prefix, block.fields());
                open.pop();
            }
        }
    }

    private void add(String prefix, List<LayoutField> fields) {
        Set<String> counts = new TreeSet<>();
        for (LayoutField field : fields) {
            names.add(prefix + field.name());
            if (field.lengthField() != null) {
                counts.add(prefix + field.lengthField());
            }
            if (!field.blockTypes().isEmpty()) {
                addBlocks(prefix + field.name() + ".", field);
            }
        }
        names.removeAll(counts);
    }
}
