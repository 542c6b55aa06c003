package org.estreamer.formats;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.estreamer.record.Fault;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;
import org.estreamer.record.FieldVisitor;
import org.estreamer.record.Fields;
import org.estreamer.record.Record;
import org.estreamer.record.RecordGroup;

/** A record whose fields a test lays down one by one. */
@SuppressWarnings("JavaLangClash")
public final class FakeRecord implements Record {
    private final List<Consumer<FieldVisitor>> steps = new ArrayList<>();
    private final int type;
    private long archiveTimestamp = -1;
    private int messageType = EVENT_DATA;
    private int netmapId;
    private Fault fault;
    private boolean known = true;
    private byte[] body = {};

    public FakeRecord(int type) {
        this.type = type;
    }

    public FakeRecord archived(long second) {
        archiveTimestamp = second;
        return this;
    }

    public FakeRecord inMessage(int other) {
        messageType = other;
        return this;
    }

    public FakeRecord netmap(int id) {
        netmapId = id;
        return this;
    }

    public FakeRecord broken(String what, int offset, byte... bytes) {
        fault = new Fault(what, offset);
        body = bytes;
        return this;
    }

    public FakeRecord unknown(byte... bytes) {
        known = false;
        body = bytes;
        return leaf(Field.RAW, bytes);
    }

    public FakeRecord number(FieldKind kind, String name, long value) {
        Field field = new Field(name, kind);
        return step(visitor -> visitor.number(field, value));
    }

    public FakeRecord text(String name, String value) {
        return leaf(new Field(name, FieldKind.TEXT), value.getBytes(StandardCharsets.UTF_8));
    }

    public FakeRecord leaf(FieldKind kind, String name, byte... value) {
        return leaf(new Field(name, kind), value);
    }

    private FakeRecord leaf(Field field, byte... value) {
        byte[] padded = new byte[value.length + 2];
        System.arraycopy(value, 0, padded, 1, value.length);
        return step(visitor -> visitor.bytes(field, padded, 1, value.length));
    }

    public FakeRecord step(Consumer<FieldVisitor> step) {
        steps.add(step);
        return this;
    }

    @Override
    public Fault visit(FieldVisitor visitor) {
        steps.forEach(step -> step.accept(visitor));
        return fault;
    }

    @Override
    public String server() {
        return "lab";
    }

    @Override
    public int type() {
        return type;
    }

    @Override
    public String name() {
        return "Fake " + type;
    }

    @Override
    public RecordGroup group() {
        return known ? RecordGroup.CONNECTION : RecordGroup.UNKNOWN;
    }

    @Override
    public int messageType() {
        return messageType;
    }

    @Override
    public int netmapId() {
        return netmapId;
    }

    @Override
    public boolean hasArchiveTimestamp() {
        return archiveTimestamp >= 0;
    }

    @Override
    public long archiveTimestamp() {
        return Math.max(0, archiveTimestamp);
    }

    @Override
    public boolean known() {
        return known;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    @Override
    public byte[] body() {
        return body.clone();
    }

    @Override
    public int messageLength() {
        return 8 + body.length;
    }

    @Override
    public byte[] message() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long digest() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int blockType() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean has(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long reduce(String name, BytesToLong function) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long number(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int uint8(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int uint16(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long uint32(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long uint64(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String text(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public InetAddress address(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public UUID uuid(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] bytes(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Fields block(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Fields> list(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int offsetOf(String name) {
        throw new UnsupportedOperationException();
    }
}
