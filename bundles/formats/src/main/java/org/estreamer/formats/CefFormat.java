package org.estreamer.formats;

import org.estreamer.format.Format;
import org.estreamer.format.FormatOptions;
import org.estreamer.format.RecordWriter;
import org.estreamer.formats.mapped.Syntax;
import org.osgi.service.component.annotations.Component;

/** One line of ArcSight's Common Event Format, for Microsoft Sentinel, ArcSight and others. */
@Component(property = Format.NAME + "=cef")
public final class CefFormat implements Format {
    private final TableFormat table = new TableFormat("cef", Syntax.CEF);

    @Override
    public RecordWriter writer(FormatOptions options) {
        return table.writer(options);
    }
}
