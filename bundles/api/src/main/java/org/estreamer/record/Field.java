package org.estreamer.record;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** One named field of a layout. Instances live as long as the layouts, so a writer may key caches on identity. */
public final class Field {
    private static final AtomicInteger MADE = new AtomicInteger();

    /** The type word of a block; every block's fields are visited behind it. */
    public static final Field BLOCK_TYPE = new Field("blockType", FieldKind.UINT32);
    /** The bytes of something that no layout describes. */
    public static final Field RAW = new Field("raw", FieldKind.DATA);

    private final String name;
    private final byte[] utf8Name;
    private final FieldKind kind;
    private final String owner;
    private final boolean zeroIsNone;
    private final int index = MADE.getAndIncrement();

    /**
     * Makes a field that no layout has.
     *
     * @param name the name, as it appears in JSON
     * @param kind the kind of its value
     */
    public Field(String name, FieldKind kind) {
        this(name, kind, "");
    }

    /**
     * Makes a field of a layout whose zero is a value, if it is a number.
     *
     * @param name  the name, as it appears in JSON
     * @param kind  the kind of its value
     * @param owner the block or record that has it, as {@link #owner} tells it
     */
    public Field(String name, FieldKind kind, String owner) {
        this(name, kind, owner, !kind.isNumber());
    }

    /**
     * Makes a field of a layout.
     *
     * @param name       the name, as it appears in JSON
     * @param kind       the kind of its value
     * @param owner      the block or record that has it, as {@link #owner} tells it
     * @param zeroIsNone whether a value of nothing but zero bits says that there is none
     */
    public Field(String name, FieldKind kind, String owner, boolean zeroIsNone) {
        this.name = Objects.requireNonNull(name);
        this.kind = Objects.requireNonNull(kind);
        this.owner = Objects.requireNonNull(owner);
        this.zeroIsNone = zeroIsNone;
        this.utf8Name = name.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The name in the field's standard terms.
     *
     * @return for example {@code initiatorIpAddress}
     */
    public String name() {
        return name;
    }

    /**
     * The name's UTF-8 bytes, for writers that go from bytes to bytes.
     *
     * @return the array itself, not a copy: do not change it
     */
    public byte[] utf8Name() {
        return utf8Name;
    }

    /**
     * What the value is.
     *
     * @return the kind
     */
    public FieldKind kind() {
        return kind;
    }

    /**
     * The block or record of the layout that has the field: fields of one name may mean different things.
     *
     * @return {@code 1/174} for a block by its series and type, {@code 400} for a record by its type, {@code discovery} for
     *     the discovery event header; empty for a field that no layout has
     */
    public String owner() {
        return owner;
    }

    /**
     * A number that no other field has, for tables by field: it is small, as fields are made once with their layouts.
     *
     * @return 0 or more
     */
    public int index() {
        return index;
    }

    /**
     * Tells whether a value of nothing but zero bits says that there is none: no user, no such address, no text. The layouts say
     * so for numbers; it is so for every other kind.
     *
     * @return false for a number whose zero is a value, as in 0 bytes
     */
    public boolean zeroIsNone() {
        return zeroIsNone;
    }

    @Override
    public String toString() {
        return kind + " " + name;
    }
}
