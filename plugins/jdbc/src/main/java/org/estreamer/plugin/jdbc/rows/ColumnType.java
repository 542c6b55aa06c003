package org.estreamer.plugin.jdbc.rows;

import java.sql.Types;
import org.estreamer.record.FieldKind;

/** What a column can hold. */
public enum ColumnType {
    /** Whole numbers up to 63 bits. */
    LONG,
    /** Unsigned numbers of 64 bits. */
    UNSIGNED,
    /** Text that can be compared and indexed. */
    TEXT,
    /** Text of any length. */
    LARGE;

    static ColumnType of(FieldKind kind) {
        return switch (kind) {
            case UINT8, UINT16, UINT32 -> LONG;
            case UINT64 -> UNSIGNED;
            case DATA, BLOCK, LIST -> LARGE;
            case IPV4, IPV6, MAC, UUID, HEX, TEXT -> TEXT;
        };
    }

    /** The type of a column that is there, by the number that JDBC gives it. */
    public static ColumnType ofJdbc(int type) {
        return switch (type) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> LONG;
            case Types.NUMERIC, Types.DECIMAL -> UNSIGNED;
            case Types.CLOB, Types.NCLOB -> LARGE;
            default -> TEXT;
        };
    }

    /** What is added to a field's name where a column of that name cannot hold it. */
    public String suffix() {
        return switch (this) {
            case LONG -> "_number";
            case UNSIGNED -> "_unsigned";
            case TEXT -> "_text";
            case LARGE -> "_large";
        };
    }
}
