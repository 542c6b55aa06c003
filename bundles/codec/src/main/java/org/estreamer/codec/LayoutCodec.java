package org.estreamer.codec;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.estreamer.codec.layout.FieldNames;
import org.estreamer.codec.layout.LayoutParser;
import org.estreamer.codec.layout.Layouts;
import org.estreamer.codec.message.InnerMessages;
import org.estreamer.codec.message.MessageDecoder;
import org.estreamer.codec.message.MessageEncoder;
import org.estreamer.codec.message.MessageMemory;
import org.estreamer.codec.message.StreamReader;
import org.estreamer.codec.record.LayoutRecord;
import org.estreamer.codec.record.RecordEncoder;
import org.estreamer.pipeline.message.Message;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.message.MessageReader;
import org.estreamer.pipeline.message.RecordHeader;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.estreamer.record.RecordCatalogue;
import org.estreamer.record.RecordType;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Decodes and encodes by the layouts in {@code estreamer.layout}, which are read once at start. */
@Component
public final class LayoutCodec implements MessageCodec, RecordCatalogue {
    private final Layouts layouts = LayoutParser.standard();
    private final MessageDecoder decoder = new MessageDecoder(layouts);
    private final MessageMemory memory = MessageMemory.ofHeap();
    private final RecordEncoder encoder = new RecordEncoder(layouts);

    /** Reads the layouts. */
    @Activate
    public LayoutCodec() {}

    @Override
    public MessageReader reader(String server, InputStream in, int maxMessageBytes) {
        return new StreamReader(decoder, server, in, maxMessageBytes, memory);
    }

    @Override
    public byte[] encode(Message message) {
        return MessageEncoder.encode(message);
    }

    @Override
    public Record decode(String server, byte[] payload) {
        return LayoutRecord.at(layouts, server, payload, 0, payload.length);
    }

    @Override
    public RecordBatch records(String server, byte[] bytes, int offset, int length) {
        return InnerMessages.read(layouts, server, bytes, offset, offset + length);
    }

    @Override
    public byte[] encode(RecordHeader header, Map<String, ?> values) {
        return encoder.encode(header, values);
    }

    @Override
    public List<RecordType> recordTypes() {
        return layouts.records().stream()
                .map(layout -> FieldNames.of(layout, layouts))
                .toList();
    }
}
