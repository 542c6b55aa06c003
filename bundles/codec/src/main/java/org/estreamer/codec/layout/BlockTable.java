package org.estreamer.codec.layout;

import java.util.Collection;
import org.estreamer.codec.bytes.Bytes;

/** The blocks of one series, and the plans to read them by. */
public final class BlockTable {
    private final BlockLayout[] layouts;
    private final Readings[] readings;

    BlockTable(Collection<BlockLayout> blocks) {
        int size = blocks.stream().mapToInt(BlockLayout::type).max().orElse(-1) + 1;
        layouts = new BlockLayout[size];
        readings = new Readings[size];
        for (BlockLayout block : blocks) {
            layouts[block.type()] = block;
        }
    }

    /** Compiles the plans; apart from the constructor because the plans of blocks refer to the table. */
    void compile(Layouts all) {
        for (BlockLayout block : layouts) {
            if (block != null) {
                readings[block.type()] = Readings.of(block, reading -> Plan.ofBlock(reading, all));
            }
        }
    }

    /** The layout of a block type, or null. */
    public BlockLayout layout(long type) {
        return type >= 0 && type < layouts.length ? layouts[(int) type] : null;
    }

    /** The plan for the block whose header, of which 8 bytes are there, starts at a position. */
    public Plan planAt(byte[] bytes, int start, int end) {
        long type = Bytes.uint32(bytes, start);
        return layout(type) == null ? Plan.UNKNOWN_BLOCK : readings[(int) type].choose(bytes, start, end);
    }

    /** One more than the highest block type that has a layout. */
    int size() {
        return layouts.length;
    }
}
