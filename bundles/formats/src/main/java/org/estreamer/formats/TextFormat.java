package org.estreamer.formats;

import org.estreamer.format.Format;
import org.estreamer.format.FormatOptions;
import org.estreamer.format.RecordWriter;
import org.estreamer.formats.text.TextWriter;
import org.osgi.service.component.annotations.Component;

/** One line a record for people: when, where, what, and the fields that tell most. Which these are no option says. */
@Component(property = Format.NAME + "=text")
public final class TextFormat implements Format {
    @Override
    public RecordWriter writer(FormatOptions options) {
        if (!options.fields().isEmpty() || !options.withoutFields().isEmpty()) {
            throw new IllegalArgumentException(
                    "format text takes neither fields nor withoutFields: it picks the fields that tell most");
        }
        return new TextWriter(options.names() != FormatOptions.Naming.NONE);
    }
}
