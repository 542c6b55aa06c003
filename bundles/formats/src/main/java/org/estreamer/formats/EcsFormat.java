package org.estreamer.formats;

import org.estreamer.format.Format;
import org.estreamer.format.FormatOptions;
import org.estreamer.format.RecordWriter;
import org.estreamer.formats.mapped.Syntax;
import org.osgi.service.component.annotations.Component;

/** One document of the Elastic Common Schema a line, for Elasticsearch and OpenSearch. */
@Component(property = Format.NAME + "=ecs")
public final class EcsFormat implements Format {
    private final TableFormat table = new TableFormat("ecs", Syntax.JSON);

    @Override
    public RecordWriter writer(FormatOptions options) {
        return table.writer(options);
    }
}
