package org.estreamer.simulator.template;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import org.estreamer.simulator.traffic.Mention;

/**
 * A record of which only some fields are to be filled in: an event data message, header included, and where its
 * {@linkplain Slot slots} are. Making a record of it is one copy and a handful of writes.
 */
public final class Template {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] message;
    private final int[] slots;
    private final int[] offsets;
    private final int[] widths;
    private final List<Mention> mentions;

    /**
     * Makes a template.
     *
     * @param message    the whole message
     * @param gaps       where what is filled in
     * @param mentions the names that a client must have before it gets a record of this template
     */
    public Template(byte[] message, List<Gap> gaps, List<Mention> mentions) {
        this.message = message;
        this.slots = gaps.stream().mapToInt(gap -> gap.slot().index()).toArray();
        this.offsets = gaps.stream().mapToInt(Gap::offset).toArray();
        this.widths = gaps.stream()
                .mapToInt(gap -> gap.slot() == Slot.PORT_CHECKSUM ? 0 : gap.width())
                .toArray();
        this.mentions = List.copyOf(mentions);
    }

    /**
     * A place to fill in.
     *
     * @param slot   with what
     * @param offset from where on, in the message
     * @param width  how many bytes: 1, 2, 4 or 8
     */
    public record Gap(Slot slot, int offset, int width) {}

    public List<Mention> mentions() {
        return mentions;
    }

    /** The length of a record, message header included. */
    public int length() {
        return message.length;
    }

    /**
     * Writes a record.
     *
     * @param out    where to
     * @param at     from where on
     * @param values what to fill in
     */
    public void write(byte[] out, int at, Slot.Values values) {
        System.arraycopy(message, 0, out, at, message.length);
        for (int i = 0; i < slots.length; i++) {
            long value = values.get(slots[i]);
            int offset = at + offsets[i];
            switch (widths[i]) {
                case 0 -> SHORT.set(out, offset, checksum((short) SHORT.get(out, offset), value));
                case 1 -> out[offset] = (byte) value;
                case 2 -> SHORT.set(out, offset, (short) value);
                case 4 -> INT.set(out, offset, (int) value);
                default -> LONG.set(out, offset, value);
            }
        }
    }

    /** The Internet checksum after a word of 0 became {@code word} (RFC 1624). */
    private static short checksum(short before, long word) {
        int sum = (~before & 0xFFFF) + (int) (word & 0xFFFF);
        return (short) ~((sum & 0xFFFF) + (sum >>> 16));
    }
}
