package org.estreamer.formats;

import java.util.Set;
import java.util.TreeSet;
import org.estreamer.format.FormatOptions;
import org.estreamer.format.RecordWriter;
import org.estreamer.formats.mapped.MappedWriter;
import org.estreamer.formats.mapped.Syntax;
import org.estreamer.formats.mapping.Mapping;
import org.estreamer.formats.mapping.MappingReader;

/** A format that a table describes. */
final class TableFormat {
    private final String name;
    private final Syntax syntax;
    private final Mapping mapping;
    private final Set<String> targets = new TreeSet<>();

    /**
     * Reads the table.
     *
     * @param name the format's, and that of its table
     */
    TableFormat(String name, Syntax syntax) {
        this.name = name;
        this.syntax = syntax;
        this.mapping = MappingReader.resource(name + ".mapping");
        mapping.sections()
                .forEach(section -> section.rules()
                        .forEach(rule -> rule.targets().forEach(target -> addWithObjects(target.name()))));
    }

    /** Adds a target and the objects that it stands in: an option may name any of them. */
    private void addWithObjects(String target) {
        for (int end = target.length(); end > 0; end = target.lastIndexOf('.', end - 1)) {
            targets.add(target.substring(0, end));
        }
    }

    RecordWriter writer(FormatOptions options) {
        FieldOptions.check(name, options, targets);
        return new MappedWriter(mapping, options, syntax);
    }
}
