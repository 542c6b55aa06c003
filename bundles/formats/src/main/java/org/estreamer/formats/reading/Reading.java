package org.estreamer.formats.reading;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.bytes.Ids;
import org.estreamer.formats.bytes.Zeros;
import org.estreamer.formats.json.JsonMembers;
import org.estreamer.record.Fault;
import org.estreamer.record.Field;
import org.estreamer.record.FieldVisitor;
import org.estreamer.record.NameVisitor;
import org.estreamer.record.Names;
import org.estreamer.record.Record;

/**
 * The values of one record that a section writes, gathered in one pass over its bytes. The arrays are used again for the next
 * record.
 *
 * <pre>
 *   slot (a field of the section):   first entry, last entry
 *   entry (a value of it):           field | number, or where its bytes are | next entry of the slot
 * </pre>
 */
public final class Reading implements FieldVisitor, NameVisitor {
    /** No entry. */
    public static final int NO_ENTRY = -1;

    private int[] firsts = new int[64];
    private int[] lasts = new int[64];
    private Entry[] entries = Entry.some(0);
    private int used;
    /** A bit for each output of the line that may have a value. */
    private long[] marked = new long[0];

    private int words;

    private Node[] nodes = new Node[8];
    private int depth;
    /** Blocks and lists that are written whole. */
    private final ByteBuilder trees = new ByteBuilder();

    private final JsonMembers tree = new JsonMembers(trees);
    private int treeDepth;
    private int treeSlot;
    private int treeAt;

    private long number;
    private Wanted wanted;
    private Record record;
    private Fault fault;
    private Names names = Names.NONE;
    private Node nameNode = Node.SKIPPED;
    /** Whether a name was found that the section writes. */
    private boolean found;

    private static final class Entry {
        private Field field;
        private long number;
        /** Null where the bytes are a tree. */
        private byte[] buffer;

        private int offset;
        private int length;
        private int next;
        private boolean named;

        private void bytes(byte[] of, int at, int size) {
            buffer = of;
            offset = at;
            length = size;
        }

        static Entry[] some(int before) {
            return Stream.generate(Entry::new).limit(Math.max(64, before)).toArray(Entry[]::new);
        }
    }

    /** Reads what is wanted of a record. */
    public void read(Record from, Wanted what) {
        number++;
        record = from;
        wanted = what;
        clear(what.slots);
        nodes[0] = what.root;
        nameNode = what.names;
        names = nameNode.isEmpty() ? Names.NONE : from.names();
        names.header(this);
        fault = from.visit(this);
    }

    private void clear(int slots) {
        if (slots > firsts.length) {
            firsts = new int[slots];
            lasts = new int[slots];
        }
        Arrays.fill(firsts, 0, slots, NO_ENTRY);
        long[] always = wanted.always;
        if (always.length > marked.length) {
            marked = new long[always.length];
        }
        words = always.length;
        System.arraycopy(always, 0, marked, 0, words);
        used = 0;
        depth = 0;
        treeDepth = 0;
        trees.clear();
    }

    /** Another one for every record that is read. */
    long number() {
        return number;
    }

    public Record record() {
        return record;
    }

    /** What is wrong with the record, or null. */
    public Fault fault() {
        return fault;
    }

    /** How many words of marks there are. */
    public int words() {
        return words;
    }

    /** A bit for each of 64 outputs that may have a value. */
    public long marked(int word) {
        return marked[word];
    }

    public int first(int slot) {
        return firsts[slot];
    }

    public int next(int entry) {
        return entries[entry].next;
    }

    public Field field(int entry) {
        return entries[entry].field;
    }

    public long number(int entry) {
        return entries[entry].number;
    }

    /** Whether the section writes a name of the id that the value is. */
    public boolean isNamed(int entry) {
        return entries[entry].named;
    }

    public byte[] buffer(int entry) {
        byte[] buffer = entries[entry].buffer;
        return buffer == null ? trees.array() : buffer;
    }

    public int offset(int entry) {
        return entries[entry].offset;
    }

    public int length(int entry) {
        return entries[entry].length;
    }

    /** Nothing has neither a value nor a name. */
    @Override
    public void number(Field field, long value) {
        if (treeDepth > 0) {
            tree.number(field, value);
        }
        if (value == 0 && field.zeroIsNone()) {
            return;
        }
        found = false;
        names.number(field, value, this);
        int slot = nodes[depth].of(field).slot;
        if (slot >= 0) {
            Entry entry = entry(slot, field);
            entry.number = value;
            entry.named = found;
        }
    }

    @Override
    public void bytes(Field field, byte[] buffer, int offset, int length) {
        if (treeDepth > 0) {
            tree.bytes(field, buffer, offset, length);
        }
        if (Zeros.isNone(field.kind(), buffer, offset, length)) {
            return;
        }
        found = false;
        names.bytes(field, buffer, offset, length, this);
        int slot = nodes[depth].of(field).slot;
        if (slot >= 0) {
            Entry entry = entry(slot, field);
            entry.bytes(buffer, offset, length);
            entry.named = found && Ids.isId(field.kind(), length);
        }
    }

    @Override
    public void name(Field key, byte[] utf8) {
        int slot = nameNode.of(key).slot;
        if (slot >= 0) {
            entry(slot, key).bytes(utf8, 0, utf8.length);
            found = true;
        }
    }

    @Override
    public void names(Field key, List<byte[]> utf8) {
        for (int i = 0; i < utf8.size(); i++) {
            name(key, utf8.get(i));
        }
    }

    private Entry entry(int slot, Field field) {
        int index = used++;
        if (index == entries.length) {
            Entry[] more = Entry.some(index);
            entries = Arrays.copyOf(entries, index + more.length);
            System.arraycopy(more, 0, entries, index, more.length);
        }
        Entry entry = entries[index];
        entry.field = field;
        entry.next = NO_ENTRY;
        entry.named = false;
        if (firsts[slot] == NO_ENTRY) {
            firsts[slot] = index;
            wanted.mark(slot, marked);
        } else {
            entries[lasts[slot]].next = index;
        }
        lasts[slot] = index;
        return entry;
    }

    @Override
    public void beginBlock(Field field) {
        begin(field);
        if (treeDepth > 0) {
            tree.beginBlock(field);
        }
    }

    @Override
    public void endBlock(Field field) {
        if (treeDepth > 0) {
            tree.endBlock(field);
        }
        end(field);
    }

    @Override
    public void beginList(Field field) {
        begin(field);
        if (treeDepth > 0) {
            tree.beginList(field);
        }
    }

    @Override
    public void endList(Field field) {
        if (treeDepth > 0) {
            tree.endList(field);
        }
        end(field);
    }

    @Override
    public void beginItem(Field field) {
        if (treeDepth > 0) {
            tree.beginItem(field);
        }
    }

    @Override
    public void endItem(Field field) {
        if (treeDepth > 0) {
            tree.endItem(field);
        }
    }

    /** Goes into a block or list, which is perhaps to be written whole. */
    private void begin(Field field) {
        Node node = nodes[depth].of(field);
        if (treeDepth > 0) {
            treeDepth++;
        } else if (node.slot >= 0) {
            treeDepth = 1;
            treeSlot = node.slot;
            trees.put('{');
            treeAt = trees.length();
        }
        depth++;
        if (depth == nodes.length) {
            nodes = Arrays.copyOf(nodes, depth * 2);
        }
        nodes[depth] = node;
    }

    private void end(Field field) {
        depth--;
        if (treeDepth > 0 && --treeDepth == 0) {
            int value = treeAt + field.utf8Name().length + 3; // behind "name":
            if (trees.length() - value > 2) {
                entry(treeSlot, field).bytes(null, value, trees.length() - value);
            }
        }
    }
}
