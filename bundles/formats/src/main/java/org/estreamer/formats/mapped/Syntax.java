package org.estreamer.formats.mapped;

import org.estreamer.formats.mapping.Mapping;

/** The ways in which a table's targets are written. */
public enum Syntax {
    /** One JSON object; the dots in a target's name are the objects that it stands in. */
    JSON {
        @Override
        Line line(Plan plan, Mapping mapping) {
            return JsonLine.of(plan, mapping.lists());
        }
    },
    /** A line in ArcSight's Common Event Format. */
    CEF {
        @Override
        Line line(Plan plan, Mapping mapping) {
            return CefLine.of(plan, mapping.limits());
        }
    };

    abstract Line line(Plan plan, Mapping mapping);
}
