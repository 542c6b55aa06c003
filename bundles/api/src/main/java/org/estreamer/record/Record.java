package org.estreamer.record;

import java.util.HexFormat;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One event data record: an immutable view of bytes that are never reused, so it may be kept, queued and shared between
 * threads without a copy.
 *
 * <p>Unknown and broken records are values too. {@link #known()} is false where no layout describes the record type or
 * its block type; {@link #fault()} tells what is wrong with the bytes. In both cases the header and the raw bytes are
 * there.
 */
@ProviderType
@SuppressWarnings("JavaLangClash") // the protocol's own word for it
public interface Record extends Fields {
    /** The type of the messages that carry records. */
    int EVENT_DATA = 4;

    /**
     * The server that sent the record.
     *
     * @return the name of its session
     */
    String server();

    /**
     * The type of the message that the record is, or came in.
     *
     * @return {@link #EVENT_DATA} for a record proper; another for a message of a type that is not known here, which has no
     *     record header: its {@link #type} is 0 and its {@link #body} all that stands behind the message header
     */
    int messageType();

    /**
     * The record type: the low 16 bits of the type word.
     *
     * @return 0 to 65,535
     */
    int type();

    /**
     * What the record type is called.
     *
     * @return for example {@code Connection Statistics}; {@code Record 9999} where no layout describes the type
     */
    String name();

    /**
     * The group the record type belongs to.
     *
     * @return the group; {@link RecordGroup#UNKNOWN} where no layout describes the type
     */
    RecordGroup group();

    /**
     * The netmap (domain) id of a multi-domain server, from bits 16 to 30 of the type word.
     *
     * @return 0 to 32,767; 0 where the server has one domain
     */
    int netmapId();

    /**
     * Tells whether the record came with the long header.
     *
     * @return true if {@link #archiveTimestamp()} is there
     */
    boolean hasArchiveTimestamp();

    /**
     * The second at which the server stored the record.
     *
     * @return seconds since 1970, 0 to 4,294,967,295; 0 without the long header and for some metadata
     */
    long archiveTimestamp();

    /**
     * Tells whether layouts describe the record type and the type of its block.
     *
     * @return false for a record of which only the header and the bytes can be read
     */
    boolean known();

    /**
     * What is wrong with the bytes.
     *
     * @return null for a sound record
     */
    Fault fault();

    /**
     * The bytes after the record header.
     *
     * @return a copy
     */
    byte[] body();

    /**
     * The whole payload of the event data message: the record header and the body.
     *
     * @return a copy
     */
    byte[] message();

    /**
     * The length of {@link #message()}.
     *
     * @return bytes
     */
    int messageLength();

    /**
     * A stable 64-bit digest of {@link #message()}: the same bytes give the same digest on every machine and release.
     *
     * @return the digest
     */
    long digest();

    /**
     * A stable id, for what comes after a plugin that may be given a record twice: made of the server, the archival second
     * and the bytes, and so the same whenever the record comes again. Records of one second whose bytes are the same have
     * the same id, as the protocol has nothing to tell them apart by.
     *
     * @return for example {@code fmc:1700000000:0f3a5c7e9b1d2f46}: {@link #server()}, {@link #archiveTimestamp()} and
     *     {@link #digest()} in 16 hexadecimal digits
     */
    default String id() {
        return server() + ":" + archiveTimestamp() + ":" + HexFormat.of().toHexDigits(digest());
    }

    /**
     * When the client wrote the record into its log. It stays the same however often the record is read from there.
     *
     * @return milliseconds since 1970, by the clock of the client's machine; 0 for a record that comes from no log
     */
    default long arrival() {
        return 0;
    }

    /**
     * What its ids are called. Costs nothing until the names are asked for something.
     *
     * @return {@link Names#NONE} for a record that came neither from a log nor from a stream that brings its metadata
     */
    default Names names() {
        return Names.NONE;
    }

    /**
     * Has the record ask a source for its names from here on. Only {@link RecordBatch#nameBy} calls it.
     *
     * @param source knows the names
     * @param number the record's number in its log
     */
    default void nameBy(NameSource source, long number) {}

    /**
     * Tells the record when it came. Only {@link RecordBatch#arriveAt} calls it.
     *
     * @param millis since 1970
     */
    default void arriveAt(long millis) {}
}
