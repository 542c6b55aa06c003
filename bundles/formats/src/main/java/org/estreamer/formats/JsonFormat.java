package org.estreamer.formats;

import org.estreamer.format.Format;
import org.estreamer.format.RecordWriter;
import org.osgi.service.component.annotations.Component;

/** One JSON object a line, with all of a record's fields in the order of its layout. */
@Component(property = Format.NAME + "=json")
public final class JsonFormat implements Format {
    @Override
    public RecordWriter writer() {
        return new JsonWriter();
    }
}
