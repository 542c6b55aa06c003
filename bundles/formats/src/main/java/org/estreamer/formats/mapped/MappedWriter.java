package org.estreamer.formats.mapped;

import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.estreamer.format.FormatOptions;
import org.estreamer.format.RecordWriter;
import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.mapping.Mapping;
import org.estreamer.formats.mapping.Section;
import org.estreamer.formats.reading.Reading;
import org.estreamer.record.Record;
import org.estreamer.record.RecordGroup;

/** Writes records as a table says, one a line. */
public final class MappedWriter implements RecordWriter {
    private final Map<RecordGroup, Line> byGroup;
    /** By record type; null where the group's counts. */
    private final Line[] byType;

    private final Reading reading = new Reading();
    private final ByteBuilder line = new ByteBuilder();

    /**
     * Makes a writer.
     *
     * @param mapping the format's table
     * @param options what the output wants; the names of fields are those of the table's targets
     * @param syntax  how values become a line
     */
    public MappedWriter(Mapping mapping, FormatOptions options, Syntax syntax) {
        IdentityHashMap<Section, Line> lines = new IdentityHashMap<>();
        for (Section section : mapping.sections()) {
            lines.put(section, syntax.line(Plan.of(section, mapping, options), mapping));
        }
        byGroup = new EnumMap<>(RecordGroup.class);
        mapping.byGroup().forEach((group, section) -> byGroup.put(group, lines.get(section)));
        byType = new Line
                [mapping.byType().keySet().stream().mapToInt(type -> type).max().orElse(-1) + 1];
        mapping.byType().forEach((type, section) -> byType[type] = lines.get(section));
    }

    @Override
    public void write(Record record, OutputStream out) throws IOException {
        Line writer = line(record);
        reading.read(record, writer.wanted);
        line.clear();
        writer.put(reading, line);
        line.put('\n');
        line.writeTo(out);
    }

    private Line line(Record record) {
        if (record.group() != RecordGroup.UNKNOWN && record.type() < byType.length && byType[record.type()] != null) {
            return byType[record.type()];
        }
        return byGroup.get(record.group());
    }
}
