package org.estreamer.pipeline.message;

import java.io.InputStream;
import java.util.Map;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.osgi.annotation.versioning.ProviderType;

/** Knows what the bytes mean, both ways. Safe for any number of threads. */
@ProviderType
public interface MessageCodec {
    /** The largest message accepted where nothing else is configured: 64 MiB. */
    int DEFAULT_MAX_MESSAGE_BYTES = 64 << 20;

    /**
     * Reads messages one after another.
     *
     * @param server          the name that records get as their server
     * @param in              the bytes, from either side of a connection or from a file; it is read in small pieces too, so one
     *                        whose reads are dear should be buffered
     * @param maxMessageBytes the longest message accepted, in bytes after the header; a longer one is a
     *                        {@link StreamFault}
     * @return a reader for one thread
     */
    MessageReader reader(String server, InputStream in, int maxMessageBytes);

    /**
     * Writes a message as bytes, header included.
     *
     * @param message the message
     * @return the bytes to send
     */
    byte[] encode(Message message);

    /**
     * Makes a record from the payload of an event data message.
     *
     * @param server  the name that the record gets as its server
     * @param payload record header and body; kept, so do not change it
     * @return the record, which may be unknown or broken
     */
    Record decode(String server, byte[] payload);

    /**
     * Makes records of inner messages as {@link RecordBatch#bytes} holds them, one record of each.
     *
     * @param server the name that the records get as their server
     * @param bytes  holds the messages; kept, so do not change it
     * @param offset where the first one begins
     * @param length how many bytes they have
     * @return the records, which may be unknown or broken; bytes that are no message become one broken record
     */
    RecordBatch records(String server, byte[] bytes, int offset, int length);

    /**
     * Makes the payload of an event data message from field values, by the same layouts that decode it.
     *
     * @param header the record header
     * @param values the values by field name, as {@code blockType}, numbers, strings, byte arrays, addresses, UUIDs,
     *               nested maps for blocks and lists of maps for lists; text forms (addresses, UUIDs, hex, base64) as
     *               format {@code json} writes them; a field that is left out is zero or empty
     * @return record header and body
     * @throws IllegalArgumentException for an unknown type, name or value, naming it
     */
    byte[] encode(RecordHeader header, Map<String, ?> values);
}
