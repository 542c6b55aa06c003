package org.estreamer.record;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;

/** A record that is nothing but its header and a number; the number and the second make its digest. */
public record FakeRecord(String server, int type, RecordGroup group, long archiveTimestamp, long number)
        implements Record {
    public static final int CONNECTION = 71;
    public static final int MALWARE = 125;
    public static final int RULE_MESSAGE = 66;

    public static FakeRecord event(long second, long number) {
        return new FakeRecord("fmc", CONNECTION, RecordGroup.CONNECTION, second, number);
    }

    public static FakeRecord malware(long second, long number) {
        return new FakeRecord("fmc", MALWARE, RecordGroup.MALWARE, second, number);
    }

    public static FakeRecord metadata(long number) {
        return new FakeRecord("fmc", RULE_MESSAGE, RecordGroup.METADATA, 0, number);
    }

    public FakeRecord from(String other) {
        return new FakeRecord(other, type, group, archiveTimestamp, number);
    }

    /** Reads an inner message of one: the group and the second, which a message has not, are those of an event. */
    public static FakeRecord decode(String server, byte[] inner) {
        return event(100, ByteBuffer.wrap(inner).getLong(RecordBatch.HEADER)).from(server);
    }

    @Override
    public String name() {
        return "Fake " + type;
    }

    @Override
    public boolean hasArchiveTimestamp() {
        return archiveTimestamp > 0;
    }

    @Override
    public long digest() {
        return number * 1_000_003 + archiveTimestamp;
    }

    @Override
    public byte[] message() {
        return ByteBuffer.allocate(8).putLong(number).array();
    }

    @Override
    public byte[] body() {
        return message();
    }

    @Override
    public int messageLength() {
        return 8;
    }

    @Override
    public int messageType() {
        return EVENT_DATA;
    }

    @Override
    public int netmapId() {
        return 0;
    }

    @Override
    public boolean known() {
        return true;
    }

    @Override
    public Fault fault() {
        return null;
    }

    @Override
    public int blockType() {
        return -1;
    }

    @Override
    public boolean has(String field) {
        return false;
    }

    @Override
    public long reduce(String field, BytesToLong function) {
        return 0;
    }

    @Override
    public long number(String field) {
        throw noField(field);
    }

    @Override
    public int uint8(String field) {
        throw noField(field);
    }

    @Override
    public int uint16(String field) {
        throw noField(field);
    }

    @Override
    public long uint32(String field) {
        throw noField(field);
    }

    @Override
    public long uint64(String field) {
        throw noField(field);
    }

    @Override
    public String text(String field) {
        throw noField(field);
    }

    @Override
    public InetAddress address(String field) {
        throw noField(field);
    }

    @Override
    public UUID uuid(String field) {
        throw noField(field);
    }

    @Override
    public byte[] bytes(String field) {
        throw noField(field);
    }

    @Override
    public Fields block(String field) {
        throw noField(field);
    }

    @Override
    public List<Fields> list(String field) {
        throw noField(field);
    }

    @Override
    public int offsetOf(String field) {
        throw noField(field);
    }

    @Override
    public Fault visit(FieldVisitor visitor) {
        return null;
    }

    private static IllegalArgumentException noField(String field) {
        return new IllegalArgumentException("no field " + field);
    }
}
