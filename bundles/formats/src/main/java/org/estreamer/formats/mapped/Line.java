package org.estreamer.formats.mapped;

import org.estreamer.formats.bytes.ByteBuilder;

/** How the values of one section become a line. */
abstract class Line {
    private final Plan plan;

    Line(Plan plan) {
        this.plan = plan;
    }

    final Plan plan() {
        return plan;
    }

    /** Puts the line of a record, without its end. */
    abstract void put(Reading reading, ByteBuilder out);
}
