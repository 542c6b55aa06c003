package org.estreamer.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.estreamer.format.RecordWriter;
import org.estreamer.record.Fault;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;
import org.estreamer.record.FieldVisitor;
import org.estreamer.record.Record;

/** Writes a record as one JSON object a line, from bytes to bytes: nothing is allocated for a field. */
final class JsonWriter implements RecordWriter, FieldVisitor {
    private static final Field RECORD_TYPE = new Field("recordType", FieldKind.UINT16);
    private static final Field MESSAGE_TYPE = new Field("messageType", FieldKind.UINT16);
    private static final Field ARCHIVE_TIMESTAMP = new Field("archiveTimestamp", FieldKind.UINT32);
    private static final Field NETMAP_ID = new Field("netmapId", FieldKind.UINT16);
    private static final Field FAULT = new Field("fault", FieldKind.TEXT);

    private final ByteBuilder json = new ByteBuilder();
    private int depth;
    /** Where the record's own {@link Field#RAW} starts: it comes last; 0 where there is none. */
    private int rawAt;

    @Override
    public void write(Record record, OutputStream out) throws IOException {
        json.clear();
        depth = 0;
        rawAt = 0;
        json.put('{');
        header(record);
        Fault fault = record.visit(this);
        if (fault != null) {
            fault(fault, record.body());
        }
        json.put('}').put('\n');
        json.writeTo(out);
    }

    /** A message of a type that is not known has no record header. */
    private void header(Record record) {
        if (record.messageType() != Record.EVENT_DATA) {
            number(MESSAGE_TYPE, record.messageType());
            return;
        }
        number(RECORD_TYPE, record.type());
        if (record.hasArchiveTimestamp()) {
            number(ARCHIVE_TIMESTAMP, record.archiveTimestamp());
        }
        if (record.netmapId() != 0) {
            number(NETMAP_ID, record.netmapId());
        }
    }

    /** Puts the fault and all bytes, instead of those that the layouts did not reach. */
    private void fault(Fault fault, byte[] body) {
        if (rawAt > 0) {
            json.cut(rawAt);
        }
        byte[] text = fault.toString().getBytes(StandardCharsets.UTF_8);
        bytes(FAULT, text, 0, text.length);
        bytes(Field.RAW, body, 0, body.length);
    }

    @Override
    public void number(Field field, long value) {
        json.member(field.utf8Name());
        json.unsigned(value);
    }

    @Override
    public void bytes(Field field, byte[] buffer, int offset, int length) {
        if (field == Field.RAW && depth == 0) {
            rawAt = json.length();
        }
        json.member(field.utf8Name());
        if (field.kind() == FieldKind.TEXT) {
            Utf8Escaper.quoted(json, buffer, offset, length);
        } else {
            json.put('"');
            ValueText.put(json, field.kind(), buffer, offset, length);
            json.put('"');
        }
    }

    @Override
    public void beginBlock(Field field) {
        json.member(field.utf8Name());
        json.put('{');
        depth++;
    }

    @Override
    public void endBlock(Field field) {
        depth--;
        json.put('}');
    }

    @Override
    public void beginList(Field field) {
        json.member(field.utf8Name());
        json.put('[');
        depth++;
    }

    @Override
    public void beginItem(Field field) {
        if (json.last() != '[') {
            json.put(',');
        }
        json.put('{');
    }

    @Override
    public void endItem(Field field) {
        json.put('}');
    }

    @Override
    public void endList(Field field) {
        depth--;
        json.put(']');
    }
}
