package org.estreamer.codec.record;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.estreamer.codec.bytes.Bytes;
import org.estreamer.codec.bytes.Digest64;
import org.estreamer.codec.layout.Layouts;
import org.estreamer.codec.layout.Plan;
import org.estreamer.codec.layout.RecordLayout;
import org.estreamer.record.Fault;
import org.estreamer.record.Field;
import org.estreamer.record.NameSource;
import org.estreamer.record.NameVisitor;
import org.estreamer.record.Names;
import org.estreamer.record.Record;
import org.estreamer.record.RecordGroup;

/**
 * A record: the payload of an event data message.
 *
 * <pre>
 *    0            4              8                    16
 *   | type word   | record length | body ...                          short header
 *   | type word   | record length | archived | 0      | body ...      long header
 *
 *   type word: bit 31 long header (not relied on), bits 16-30 netmap id, bits 0-15 record type
 * </pre>
 *
 * Lengths tell which header it is, since servers do not set bit 31 reliably: the message is 8 or 16 bytes longer than the
 * record length says. Some servers count the 8 bytes of the short header in.
 */
public final class LayoutRecord extends StructView implements Record, Names {
    private static final int SHORT_HEADER = 8;
    private static final int LONG_HEADER = 16;
    private static final long YEAR_2000 = 946_684_800L;

    /** By the bytes that are there of a header. A server may send millions of them, so the texts are made once. */
    private static final Fault[] CUT = IntStream.range(0, SHORT_HEADER)
            .mapToObj(length -> new Fault("the record header is cut: " + length + " of 8 bytes", 0))
            .toArray(Fault[]::new);

    private final String server;
    private final RecordLayout layout;
    private final int messageStart;
    private final int typeWord;
    private final int messageType;
    /** What is wrong with all of it; null if something can be read. */
    private final Fault unreadable;

    /** Who knows the names; null for nobody. The record is the view of its own names, so that asking allocates nothing. */
    private NameSource source;

    private long number;
    private long arrival;

    private LayoutRecord(
            String server,
            int messageType,
            RecordLayout layout,
            byte[] bytes,
            int messageStart,
            int bodyStart,
            int end,
            Plan plan,
            Fault unreadable) {
        super(bytes, messageStart, bodyStart, end, plan);
        this.server = server;
        this.messageType = messageType;
        this.unreadable = unreadable;
        this.layout = layout;
        this.messageStart = messageStart;
        this.typeWord = bodyStart == messageStart ? 0 : Bytes.int32(bytes, messageStart);
    }

    /** Makes the record that stands between two positions, whatever stands there. */
    public static LayoutRecord at(Layouts layouts, String server, byte[] bytes, int start, int end) {
        int length = end - start;
        if (length < SHORT_HEADER) {
            return unreadable(server, bytes, start, end, CUT[length]);
        }
        long claimed = Bytes.uint32(bytes, start + 4);
        boolean isLong = length >= LONG_HEADER
                && (claimed == length - LONG_HEADER || (!fitsShort(claimed, length) && looksLong(bytes, start)));
        int bodyStart = start + (isLong ? LONG_HEADER : SHORT_HEADER);
        RecordLayout layout = layouts.record(Bytes.uint16(bytes, start + 2));
        Plan plan = layout == null ? Plan.UNKNOWN_RECORD : layout.planFor(bytes, bodyStart, end);
        return new LayoutRecord(server, EVENT_DATA, layout, bytes, start, bodyStart, end, plan, null);
    }

    /** Makes the record that stands for bytes in which none can be found. */
    public static LayoutRecord unreadable(String server, byte[] bytes, int start, int end, Fault why) {
        return new LayoutRecord(server, EVENT_DATA, null, bytes, start, start, end, Plan.UNKNOWN_RECORD, why);
    }

    /** Makes the record that stands for a message of another type, whose content has no record header. */
    public static LayoutRecord ofUnknownMessage(String server, int messageType, byte[] bytes, int start, int end) {
        return new LayoutRecord(server, messageType, null, bytes, start, start, end, Plan.UNKNOWN_RECORD, null);
    }

    /** With a length that fits neither header: a time of this century and a reserved 0 are hardly a body's first fields. */
    private static boolean looksLong(byte[] bytes, int start) {
        return Bytes.uint32(bytes, start + 8) >= YEAR_2000 && Bytes.int32(bytes, start + 12) == 0;
    }

    private static boolean fitsShort(long claimed, int length) {
        return claimed == length - SHORT_HEADER || claimed == length;
    }

    @Override
    public Fault headerFault() {
        int length = end - messageStart;
        if (start == messageStart) {
            return unreadable;
        }
        long claimed = Bytes.uint32(bytes, messageStart + 4);
        return (hasArchiveTimestamp() ? claimed == length - LONG_HEADER : fitsShort(claimed, length))
                ? null
                : new Fault("the record claims " + claimed + " bytes in a message of " + length, 4);
    }

    @Override
    public String server() {
        return server;
    }

    @Override
    public int messageType() {
        return messageType;
    }

    @Override
    public int type() {
        return typeWord & 0xFFFF;
    }

    @Override
    public String name() {
        if (layout != null) {
            return layout.name();
        }
        return messageType == EVENT_DATA ? "Record " + type() : "Message " + messageType;
    }

    @Override
    public RecordGroup group() {
        return layout == null ? RecordGroup.UNKNOWN : layout.group();
    }

    @Override
    public int netmapId() {
        return (typeWord >>> 16) & 0x7FFF;
    }

    @Override
    public boolean hasArchiveTimestamp() {
        return start - messageStart == LONG_HEADER;
    }

    @Override
    public long archiveTimestamp() {
        return hasArchiveTimestamp() ? Bytes.uint32(bytes, messageStart + 8) : 0;
    }

    @Override
    public boolean known() {
        return plan.known();
    }

    @Override
    public byte[] body() {
        return Arrays.copyOfRange(bytes, start, end);
    }

    @Override
    public byte[] message() {
        return Arrays.copyOfRange(bytes, messageStart, end);
    }

    @Override
    public int messageLength() {
        return end - messageStart;
    }

    @Override
    public long digest() {
        return Digest64.of(bytes, messageStart, end - messageStart);
    }

    @Override
    public long arrival() {
        return arrival;
    }

    @Override
    public void arriveAt(long millis) {
        arrival = millis;
    }

    @Override
    public Names names() {
        return source == null ? Names.NONE : this;
    }

    @Override
    public void nameBy(NameSource names, long numberInLog) {
        number = numberInLog;
        source = names;
    }

    @Override
    public void header(NameVisitor visitor) {
        source.header(this, number, visitor);
    }

    @Override
    public void number(Field field, long value, NameVisitor visitor) {
        source.number(this, number, field, value, visitor);
    }

    @Override
    public void bytes(Field field, byte[] buffer, int offset, int length, NameVisitor visitor) {
        source.bytes(this, number, field, buffer, offset, length, visitor);
    }

    @Override
    public Map<String, List<String>> all() {
        return Names.collect(this, this);
    }

    @Override
    public String describe() {
        return "record " + type() + " \"" + name() + "\"" + (plan.hasBlock() ? " with block type " + blockType() : "");
    }

    @Override
    public String toString() {
        return describe() + " of " + messageLength() + " bytes";
    }
}
