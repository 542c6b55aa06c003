package org.estreamer.codec.layout;

import java.util.List;
import org.estreamer.record.RecordGroup;

/** A record type as the layout file declares it, and the choice of the plan that fits the bytes at hand. */
public final class RecordLayout {
    private final int type;
    private final String name;
    private final RecordGroup group;
    private final boolean discovery;
    private final List<LayoutField> fields;
    private final LayoutField block;

    private RecordPlans plain;
    private RecordPlans shortDiscovery;

    /**
     * Makes a layout.
     *
     * @param discovery whether the body starts with a discovery event header
     * @param fields    the fields before the unnamed block, or, with a block, the other shape of the body
     * @param block     the unnamed block whose fields belong to the record; null for none
     */
    public RecordLayout(
            int type, String name, RecordGroup group, boolean discovery, List<LayoutField> fields, LayoutField block) {
        this.type = type;
        this.name = name;
        this.group = group;
        this.discovery = discovery;
        this.fields = List.copyOf(fields);
        this.block = block;
    }

    public void compile(Layouts all) {
        plain = new RecordPlans(this, discovery ? DiscoveryHeader.LONG : null, all);
        shortDiscovery = discovery ? new RecordPlans(this, DiscoveryHeader.SHORT, all) : null;
    }

    public int type() {
        return type;
    }

    public String name() {
        return name;
    }

    public RecordGroup group() {
        return group;
    }

    public boolean discovery() {
        return discovery;
    }

    public List<LayoutField> fields() {
        return fields;
    }

    public LayoutField block() {
        return block;
    }

    /** The plan for the body between two positions. */
    public Plan planFor(byte[] bytes, int start, int end) {
        if (!discovery || DiscoveryHeader.saysLong(bytes, start, end)) {
            return plain.planFor(bytes, start, end);
        }
        // old servers leave the flag 0 with either header: take the one with which the body comes out even
        boolean fitsLong = plain.usesUp(bytes, start, end);
        boolean fitsShort = shortDiscovery.usesUp(bytes, start, end);
        return (fitsLong && !fitsShort ? plain : shortDiscovery).planFor(bytes, start, end);
    }
}
