package org.estreamer.record;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** One named field of a layout. Instances live as long as the layouts, so a writer may key caches on identity. */
public final class Field {
    /** The type word of a block; every block's fields are visited behind it. */
    public static final Field BLOCK_TYPE = new Field("blockType", FieldKind.UINT32);
    /** The bytes of something that no layout describes. */
    public static final Field RAW = new Field("raw", FieldKind.DATA);

    private final String name;
    private final byte[] utf8Name;
    private final FieldKind kind;

    /**
     * Makes a field.
     *
     * @param name the name, as it appears in JSON
     * @param kind the kind of its value
     */
    public Field(String name, FieldKind kind) {
        this.name = Objects.requireNonNull(name);
        this.kind = Objects.requireNonNull(kind);
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

    @Override
    public String toString() {
        return kind + " " + name;
    }
}
