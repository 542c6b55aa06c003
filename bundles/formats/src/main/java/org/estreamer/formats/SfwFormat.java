package org.estreamer.formats;

import org.estreamer.format.Format;
import org.estreamer.format.FormatOptions;
import org.estreamer.format.RecordWriter;
import org.estreamer.formats.mapped.Syntax;
import org.osgi.service.component.annotations.Component;

/** One JSON object a line with the members of Splunk's sourcetype {@code cisco:sfw:estreamer}. */
@Component(property = Format.NAME + "=sfw-json")
public final class SfwFormat implements Format {
    private final TableFormat table = new TableFormat("sfw-json", Syntax.JSON);

    @Override
    public RecordWriter writer(FormatOptions options) {
        return table.writer(options);
    }
}
