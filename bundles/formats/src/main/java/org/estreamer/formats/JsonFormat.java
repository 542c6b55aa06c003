package org.estreamer.formats;

import java.util.Set;
import java.util.TreeSet;
import org.estreamer.format.Format;
import org.estreamer.format.FormatOptions;
import org.estreamer.format.RecordWriter;
import org.estreamer.formats.json.JsonWriter;
import org.estreamer.record.Field;
import org.estreamer.record.RecordCatalogue;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** One JSON object a line, with all of a record's fields in the order of its layout. */
@Component(property = Format.NAME + "=json")
public final class JsonFormat implements Format {
    private final Set<String> names = new TreeSet<>();

    /**
     * Gathers the names that options may use.
     *
     * @param catalogue knows the fields of all records
     */
    @Activate
    public JsonFormat(@Reference RecordCatalogue catalogue) {
        for (Field field : JsonWriter.HEADER) {
            names.add(field.name());
        }
        catalogue
                .recordTypes()
                .forEach(type ->
                        type.fields().forEach(field -> names.add(field.substring(field.lastIndexOf('.') + 1))));
    }

    @Override
    public RecordWriter writer(FormatOptions options) {
        FieldOptions.check("json", options, names);
        return new JsonWriter(options);
    }
}
