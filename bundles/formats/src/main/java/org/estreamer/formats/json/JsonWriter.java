package org.estreamer.formats.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.estreamer.format.FormatOptions;
import org.estreamer.format.FormatOptions.Naming;
import org.estreamer.format.RecordWriter;
import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.record.Fault;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;
import org.estreamer.record.FieldVisitor;
import org.estreamer.record.Record;

/** Writes a record as one JSON object a line, in one pass over its bytes. */
public final class JsonWriter implements RecordWriter {
    private static final Field RECORD_TYPE = new Field("recordType", FieldKind.UINT16);
    private static final Field MESSAGE_TYPE = new Field("messageType", FieldKind.UINT16);
    private static final Field ARCHIVE_TIMESTAMP = new Field("archiveTimestamp", FieldKind.UINT32);
    private static final Field NETMAP_ID = new Field("netmapId", FieldKind.UINT16);

    /** What is written of a record before the fields of its layout. */
    public static final List<Field> HEADER = List.of(RECORD_TYPE, MESSAGE_TYPE, ARCHIVE_TIMESTAMP, NETMAP_ID);

    private static final Field FAULT = new Field("fault", FieldKind.TEXT);

    private final ByteBuilder json = new ByteBuilder();
    private final JsonMembers members = new JsonMembers(json);
    /** Null where no names are wanted. */
    private final NamedMembers named;
    /** Null where everything is wanted. */
    private final Selection selection;

    private final FieldVisitor first;

    /**
     * Makes a writer.
     *
     * @param options what is wanted
     */
    public JsonWriter(FormatOptions options) {
        named = options.names() == Naming.NONE ? null : new NamedMembers(json, members, options.names());
        FieldVisitor writer = named == null ? members : named;
        selection = Selection.isAll(options) ? null : new Selection(options, writer);
        first = selection == null ? writer : selection;
    }

    @Override
    public void write(Record record, OutputStream out) throws IOException {
        json.clear();
        put(record);
        json.put('\n');
        json.writeTo(out);
    }

    /** Puts a record behind what is there, as an object. */
    public void put(Record record, ByteBuilder out) {
        json.clear();
        put(record);
        out.put(json.array(), 0, json.length());
    }

    private void put(Record record) {
        if (selection != null) {
            selection.clear();
        }
        if (named != null) {
            named.begin(record.names());
        }
        members.clear();
        json.put('{');
        header(record);
        Fault fault = record.visit(first);
        if (fault != null) {
            fault(fault, record.body());
        }
        if (named != null) {
            named.end();
        }
        json.put('}');
    }

    /** A message of a type that is not known has no record header. */
    private void header(Record record) {
        if (record.messageType() != Record.EVENT_DATA) {
            first.number(MESSAGE_TYPE, record.messageType());
            return;
        }
        first.number(RECORD_TYPE, record.type());
        if (record.hasArchiveTimestamp()) {
            first.number(ARCHIVE_TIMESTAMP, record.archiveTimestamp());
        }
        if (record.netmapId() != 0) {
            first.number(NETMAP_ID, record.netmapId());
        }
        if (named != null) {
            named.header();
        }
    }

    /** Puts the fault and all bytes, instead of those that the layouts did not reach. */
    private void fault(Fault fault, byte[] body) {
        members.cutRaw();
        byte[] text = fault.toString().getBytes(StandardCharsets.UTF_8);
        members.bytes(FAULT, text, 0, text.length);
        members.bytes(Field.RAW, body, 0, body.length);
    }
}
