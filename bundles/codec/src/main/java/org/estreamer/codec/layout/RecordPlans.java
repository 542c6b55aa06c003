package org.estreamer.codec.layout;

import org.estreamer.codec.bytes.Bytes;

/** The plans for the body of one record type behind one form of discovery header, or behind none. */
final class RecordPlans {
    private final RecordLayout layout;
    private final DiscoveryHeader header;
    private final Layouts all;
    private final Plan withoutBlock;
    private final Plan unknownBlock;
    /** By block type; filled as blocks are met, since few of the many combinations ever are. */
    private final Readings[] byBlock;

    RecordPlans(RecordLayout layout, DiscoveryHeader header, Layouts all) {
        this.layout = layout;
        this.header = header;
        this.all = all;
        if (layout.block() == null) {
            withoutBlock = prefix().fields(layout.fields(), all).build();
            unknownBlock = null;
            byBlock = null;
        } else {
            withoutBlock = layout.fields().isEmpty()
                    ? prefix().absentBlock().build()
                    : prefix().fields(layout.fields(), all).build();
            unknownBlock = prefix().blockHeader().rest(0).build();
            byBlock = new Readings[all.series(layout.block().series()).size()];
        }
    }

    Plan planFor(byte[] bytes, int start, int end) {
        int at = start + prefixLength();
        if (layout.block() == null || end - at < PlanBuilder.BLOCK_HEADER_LENGTH || isOtherShape(bytes, at, end)) {
            return withoutBlock;
        }
        long type = Bytes.uint32(bytes, at);
        BlockLayout block = all.series(layout.block().series()).layout(type);
        if (block == null) {
            return unknownBlock;
        }
        Readings readings = byBlock[(int) type];
        if (readings == null) {
            readings = Readings.of(
                    block,
                    reading ->
                            prefix().blockHeader().fields(reading.fields(), all).build());
            byBlock[(int) type] = readings;
        }
        return readings.choose(bytes, start, end);
    }

    /** Whether the body, read this way, comes out even. */
    boolean usesUp(byte[] bytes, int start, int end) {
        int at = start + prefixLength();
        if (layout.block() == null) {
            return PlanScan.soundEnd(withoutBlock, bytes, start, end, 0) == end;
        }
        return end - at >= PlanBuilder.BLOCK_HEADER_LENGTH
                && all.series(layout.block().series()).layout(Bytes.uint32(bytes, at)) != null
                && Bytes.uint32(bytes, at + 4) == end - at;
    }

    /** A body with two shapes is the block only if both words of the block's header fit exactly. */
    private boolean isOtherShape(byte[] bytes, int at, int end) {
        return !layout.fields().isEmpty()
                && !(layout.block().blockTypes().contains(Bytes.int32(bytes, at))
                        && Bytes.uint32(bytes, at + 4) == end - at);
    }

    private int prefixLength() {
        return header == null ? 0 : header.length();
    }

    private PlanBuilder prefix() {
        return header == null ? new PlanBuilder() : new PlanBuilder().discovery(header);
    }
}
