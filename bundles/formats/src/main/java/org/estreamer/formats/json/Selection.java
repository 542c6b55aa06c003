package org.estreamer.formats.json;

import java.util.Arrays;
import org.estreamer.format.FormatOptions;
import org.estreamer.formats.bytes.Zeros;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;
import org.estreamer.record.FieldVisitor;

/**
 * Shows another visitor only those fields that the options want. A block or list is shown with the first field in it, so that
 * none stays empty. One that is wanted by its name is wanted with all that stands in it.
 */
final class Selection implements FieldVisitor {
    private static final byte UNKNOWN = 0;
    private static final byte NEUTRAL = 1;
    private static final byte WANTED = 2;
    private static final byte UNWANTED = 3;

    private final FormatOptions options;
    private final FieldVisitor next;
    /** By the index of a field. */
    private byte[] choices = new byte[1024];

    /** The blocks, lists and items that are open. */
    private Field[] open = new Field[8];

    private boolean[] items = new boolean[8];
    private int depth;
    /** How many of them have been shown. */
    private int shown;
    /** From which depth on everything is wanted, or nothing is; 0 for neither. */
    private int wantedFrom;

    private int unwantedFrom;

    Selection(FormatOptions options, FieldVisitor next) {
        this.options = options;
        this.next = next;
    }

    /** Whether the options want everything. */
    static boolean isAll(FormatOptions options) {
        return !options.omitEmpty()
                && options.fields().isEmpty()
                && options.withoutFields().isEmpty();
    }

    void clear() {
        depth = 0;
        shown = 0;
        wantedFrom = 0;
        unwantedFrom = 0;
    }

    @Override
    public void number(Field field, long value) {
        if ((value != 0 || !options.omitEmpty() || !field.zeroIsNone()) && isWanted(field)) {
            show();
            next.number(field, value);
        }
    }

    @Override
    public void bytes(Field field, byte[] buffer, int offset, int length) {
        if ((!options.omitEmpty() || !Zeros.isNone(field.kind(), buffer, offset, length)) && isWanted(field)) {
            show();
            next.bytes(field, buffer, offset, length);
        }
    }

    private boolean isWanted(Field field) {
        if (unwantedFrom > 0) {
            return false;
        }
        byte choice = choice(field);
        return choice == WANTED
                || (choice == NEUTRAL && (wantedFrom > 0 || options.fields().isEmpty()));
    }

    private byte choice(Field field) {
        int index = field.index();
        if (index >= choices.length) {
            choices = Arrays.copyOf(choices, Math.max(index + 1, choices.length * 2));
        }
        if (choices[index] == UNKNOWN) {
            choices[index] = options.withoutFields().contains(field.name())
                    ? UNWANTED
                    : options.fields().contains(field.name()) ? WANTED : NEUTRAL;
        }
        return choices[index];
    }

    /** Shows what is open and has not been shown. */
    private void show() {
        for (; shown < depth; shown++) {
            Field field = open[shown];
            if (items[shown]) {
                next.beginItem(field);
            } else if (field.kind() == FieldKind.LIST) {
                next.beginList(field);
            } else {
                next.beginBlock(field);
            }
        }
    }

    private void push(Field field, boolean item) {
        if (depth == open.length) {
            open = Arrays.copyOf(open, depth * 2);
            items = Arrays.copyOf(items, depth * 2);
        }
        open[depth] = field;
        items[depth] = item;
        depth++;
    }

    private void begin(Field field) {
        push(field, false);
        byte choice = choice(field);
        if (choice == WANTED && wantedFrom == 0) {
            wantedFrom = depth;
        } else if (choice == UNWANTED && unwantedFrom == 0) {
            unwantedFrom = depth;
        }
        if (!options.omitEmpty()
                && unwantedFrom == 0
                && (wantedFrom > 0 || options.fields().isEmpty())) {
            show();
        }
    }

    /** Takes back what is open; whether it was shown. */
    private boolean pop() {
        if (wantedFrom == depth) {
            wantedFrom = 0;
        }
        if (unwantedFrom == depth) {
            unwantedFrom = 0;
        }
        depth--;
        boolean wasShown = shown > depth;
        shown = Math.min(shown, depth);
        return wasShown;
    }

    @Override
    public void beginBlock(Field field) {
        begin(field);
    }

    @Override
    public void endBlock(Field field) {
        if (pop()) {
            next.endBlock(field);
        }
    }

    @Override
    public void beginList(Field field) {
        begin(field);
    }

    @Override
    public void endList(Field field) {
        if (pop()) {
            next.endList(field);
        }
    }

    @Override
    public void beginItem(Field field) {
        push(field, true);
    }

    @Override
    public void endItem(Field field) {
        if (pop()) {
            next.endItem(field);
        }
    }
}
