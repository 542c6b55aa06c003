package org.estreamer.plugin.jdbc.rows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;
import org.estreamer.record.FieldVisitor;

/** Collects the fields of a record as cells, nested blocks and lists as JSON text. */
final class CellCollector implements FieldVisitor {
    private final List<Cell> cells = new ArrayList<>();
    /** Databases that compare names without case must not see one twice. */
    private final Set<String> names = new HashSet<>();

    private final JsonText json = new JsonText();
    private int depth;

    List<Cell> cells() {
        return cells;
    }

    /** Adds a cell, under a name that no other cell of the row has. */
    void add(String name, ColumnType type, Object value) {
        String free = name;
        for (int number = 2; !names.add(free.toLowerCase(Locale.ROOT)); number++) {
            free = name + "_" + number;
        }
        cells.add(new Cell(free, type, value));
    }

    /** Adds a record's bytes, unless it has given them itself. */
    void addRaw(byte[] body) {
        FieldKind kind = Field.RAW.kind();
        if (!names.contains(Field.RAW.name())) {
            add(Field.RAW.name(), ColumnType.of(kind), ValueText.of(kind, body, 0, body.length));
        }
    }

    @Override
    public void number(Field field, long value) {
        if (depth > 0) {
            json.member(field.name()).raw(Long.toUnsignedString(value));
        } else if (field.kind() == FieldKind.UINT64) {
            add(field.name(), ColumnType.UNSIGNED, unsigned(value));
        } else {
            add(field.name(), ColumnType.LONG, value);
        }
    }

    static BigDecimal unsigned(long value) {
        return value >= 0 ? BigDecimal.valueOf(value) : new BigDecimal(new BigInteger(Long.toUnsignedString(value)));
    }

    @Override
    public void bytes(Field field, byte[] buffer, int offset, int length) {
        String text = ValueText.of(field.kind(), buffer, offset, length);
        if (depth > 0) {
            json.member(field.name()).text(text);
        } else {
            add(field.name(), ColumnType.of(field.kind()), text);
        }
    }

    @Override
    public void beginBlock(Field field) {
        begin(field, '{');
    }

    @Override
    public void endBlock(Field field) {
        end(field, '}');
    }

    @Override
    public void beginList(Field field) {
        begin(field, '[');
    }

    @Override
    public void beginItem(Field field) {
        json.item().raw("{");
    }

    @Override
    public void endItem(Field field) {
        json.raw("}");
    }

    @Override
    public void endList(Field field) {
        end(field, ']');
    }

    private void begin(Field field, char bracket) {
        if (depth++ > 0) {
            json.member(field.name());
        }
        json.raw(String.valueOf(bracket));
    }

    private void end(Field field, char bracket) {
        json.raw(String.valueOf(bracket));
        if (--depth == 0) {
            add(field.name(), ColumnType.LARGE, json.take());
        }
    }
}
