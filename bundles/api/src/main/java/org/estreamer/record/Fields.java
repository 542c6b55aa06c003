package org.estreamer.record;

import java.net.InetAddress;
import java.util.List;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Typed access by name to the fields of a record or of a block inside it. Reading is lazy: nothing is decoded until it
 * is asked for.
 *
 * <p>A getter throws {@link IllegalArgumentException}, with the names the layout has, for a name that it lacks, and
 * {@link java.util.NoSuchElementException} for a field that the layout has but the bytes do not (a block that ends early,
 * a broken record). Releases differ in their fields: ask {@link #has} first for those that not all of them have.
 */
@ProviderType
public interface Fields {
    /**
     * The type word of the block whose fields these are; for a record, of its unnamed block.
     *
     * @return the type, or -1 where there is no block
     */
    int blockType();

    /**
     * Tells whether the layout has the field and the bytes hold it. Never throws: an older release, an unknown block or a
     * broken record lacks fields that others have.
     *
     * @param name the field's name
     * @return true if a getter would return a value
     */
    boolean has(String name);

    /**
     * Makes a number of the bytes of one field, without a copy of them.
     *
     * @param name     the field's name
     * @param function gets the bytes, of a number in network order
     * @return what the function makes of them; 0 where the layout lacks the field, it is a block or a list, or the bytes do not
     *     hold it
     */
    long reduce(String name, BytesToLong function);

    /** Makes a number of bytes, which it must neither change nor keep. */
    @FunctionalInterface
    interface BytesToLong {
        /**
         * Makes the number.
         *
         * @param buffer holds the bytes
         * @param offset where they start
         * @param length how many there are
         * @return the number
         */
        long of(byte[] buffer, int offset, int length);
    }

    /**
     * An integer field of any width.
     *
     * @param name the field's name
     * @return the value; an 8-byte one is to be read as unsigned
     */
    long number(String name);

    /**
     * A one-byte integer.
     *
     * @param name the name of a field of kind {@link FieldKind#UINT8}
     * @return 0 to 255
     */
    int uint8(String name);

    /**
     * A two-byte integer.
     *
     * @param name the name of a field of kind {@link FieldKind#UINT16}
     * @return 0 to 65,535
     */
    int uint16(String name);

    /**
     * A four-byte integer.
     *
     * @param name the name of a field of kind {@link FieldKind#UINT32}
     * @return 0 to 4,294,967,295
     */
    long uint32(String name);

    /**
     * An eight-byte integer.
     *
     * @param name the name of a field of kind {@link FieldKind#UINT64}
     * @return the value, to be read as unsigned
     */
    long uint64(String name);

    /**
     * Text without its NUL padding; bytes that are not UTF-8 become U+FFFD.
     *
     * @param name the name of a field of kind {@link FieldKind#TEXT}
     * @return the text, possibly empty
     */
    String text(String name);

    /**
     * An address; an IPv4 address in IPv6 form comes as IPv4.
     *
     * @param name the name of a field of kind {@link FieldKind#IPV4} or {@link FieldKind#IPV6}
     * @return the address, without a host name
     */
    InetAddress address(String name);

    /**
     * A universally unique identifier.
     *
     * @param name the name of a field of kind {@link FieldKind#UUID}
     * @return the identifier
     */
    UUID uuid(String name);

    /**
     * The raw bytes of a field that is neither a block nor a list; for text with its padding.
     *
     * @param name the field's name
     * @return a copy
     */
    byte[] bytes(String name);

    /**
     * A named nested block.
     *
     * @param name the name of a field of kind {@link FieldKind#BLOCK}
     * @return its fields
     */
    Fields block(String name);

    /**
     * The items of a list.
     *
     * @param name the name of a field of kind {@link FieldKind#LIST}
     * @return the items' fields, in order
     */
    List<Fields> list(String name);

    /**
     * Where a field's value stands.
     *
     * @param name the field's name
     * @return the position of its first byte in {@link Record#message()}
     */
    int offsetOf(String name);

    /**
     * Hands every field to the visitor, in layout order.
     *
     * @param visitor receives the fields
     * @return what is wrong with the bytes, or null; everything before it has been visited and every block and list that
     *     was begun has been ended
     */
    Fault visit(FieldVisitor visitor);
}
