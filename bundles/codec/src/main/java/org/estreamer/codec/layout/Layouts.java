package org.estreamer.codec.layout;

import java.util.Collection;
import java.util.List;

/** Every layout there is, by record type and by series and block type. */
public final class Layouts {
    private final List<RecordLayout> records;
    private final RecordLayout[] byType;
    private final BlockTable[] series;

    public Layouts(Collection<RecordLayout> records, BlockTable series1, BlockTable series2) {
        this.records = List.copyOf(records);
        this.byType = new RecordLayout
                [records.stream().mapToInt(RecordLayout::type).max().orElse(-1) + 1];
        for (RecordLayout layout : records) {
            byType[layout.type()] = layout;
        }
        this.series = new BlockTable[] {null, series1, series2};
    }

    /** Compiles the plans; apart from the constructor because plans refer to the layouts. */
    public void compile() {
        series[1].compile(this);
        series[2].compile(this);
        records.forEach(layout -> layout.compile(this));
    }

    /** The layout of a record type, or null. */
    public RecordLayout record(int type) {
        return type < byType.length ? byType[type] : null;
    }

    public List<RecordLayout> records() {
        return records;
    }

    /** The blocks of series 1 or 2. */
    public BlockTable series(int number) {
        return series[number];
    }
}
