package org.estreamer.formats.json;

import java.util.Arrays;
import java.util.List;
import org.estreamer.format.FormatOptions.Naming;
import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.bytes.Ids;
import org.estreamer.formats.bytes.IsoTime;
import org.estreamer.formats.bytes.MemberKey;
import org.estreamer.formats.bytes.Utf8Escaper;
import org.estreamer.record.Field;
import org.estreamer.record.FieldVisitor;
import org.estreamer.record.NameVisitor;
import org.estreamer.record.Names;

/**
 * Puts the fields of a record as {@link JsonMembers} does, and what their ids and times mean: at the end of the object that they
 * stand in, or in their place.
 *
 * <pre>
 *   both:  {"ruleId":3116, ..., "times":{"eventTime":"2023-11-14T22:13:20Z"}, "names":{"ruleName":"Block outbound"}}
 *   only:  {"ruleName":"Block outbound", "eventTime":"2023-11-14T22:13:20Z", ...}
 * </pre>
 */
final class NamedMembers implements FieldVisitor, NameVisitor {
    private static final MemberKey TIMES = new MemberKey(new byte[] {'t', 'i', 'm', 'e', 's'});
    private static final MemberKey NAMES = new MemberKey(new byte[] {'n', 'a', 'm', 'e', 's'});

    private final ByteBuilder json;
    private final JsonMembers members;
    private final boolean inPlace;
    /** The members of the objects {@code times} and {@code names} of every object that is open, the innermost last. */
    private final ByteBuilder times;

    private final ByteBuilder names;
    private int[] timesFrom = new int[8];
    private int[] namesFrom = new int[8];
    private int depth;

    private final FieldKeys keys = new FieldKeys();
    private final TimeTable timeFields = new TimeTable();
    private final IsoTime iso = new IsoTime();
    /** A second that waits for the microseconds behind it; null for none. */
    private TimeTable.Time waiting;

    private long second;
    private Names source = Names.NONE;
    private boolean found;

    NamedMembers(ByteBuilder json, JsonMembers members, Naming naming) {
        this.json = json;
        this.members = members;
        this.inPlace = naming == Naming.ONLY;
        this.times = inPlace ? json : new ByteBuilder();
        this.names = inPlace ? json : new ByteBuilder();
    }

    /** Begins with a record. */
    void begin(Names of) {
        source = of;
        depth = 0;
        waiting = null;
        if (!inPlace) {
            times.clear();
            names.clear();
        }
        open();
    }

    /** Puts the names of the record's header. */
    void header() {
        source.header(this);
    }

    /** Ends with the record: what is left to be put comes last. */
    void end() {
        close();
    }

    @Override
    public void number(Field field, long value) {
        if (waiting != null) {
            boolean micros = field.name().equals(waiting.micros());
            time(micros ? value : 0);
            if (micros && inPlace) {
                return;
            }
        }
        TimeTable.Time time = value == 0 ? null : timeFields.of(field);
        if (time != null) {
            waiting = time;
            second = value;
            if (inPlace) {
                return;
            }
        } else {
            found = false;
            source.number(field, value, this);
        }
        if (!inPlace || !found) {
            members.number(field, value);
        }
    }

    @Override
    public void bytes(Field field, byte[] buffer, int offset, int length) {
        flush();
        found = false;
        source.bytes(field, buffer, offset, length, this);
        if (!inPlace || !found || !Ids.isId(field.kind(), length)) {
            members.bytes(field, buffer, offset, length);
        }
    }

    @Override
    public void name(Field key, byte[] utf8) {
        found = true;
        comma(names, namesFrom);
        names.member(keys.of(key));
        Utf8Escaper.quoted(names, utf8, 0, utf8.length);
    }

    @Override
    public void names(Field key, List<byte[]> utf8) {
        found = true;
        comma(names, namesFrom);
        names.member(keys.of(key));
        names.put('[');
        for (int i = 0; i < utf8.size(); i++) {
            if (i > 0) {
                names.put(',');
            }
            Utf8Escaper.quoted(names, utf8.get(i), 0, utf8.get(i).length);
        }
        names.put(']');
    }

    private void flush() {
        if (waiting != null) {
            time(0);
        }
    }

    private void time(long micros) {
        comma(times, timesFrom);
        times.member(waiting.key());
        times.put('"');
        iso.put(times, second, micros);
        times.put('"');
        waiting = null;
    }

    /** The first member of an object that is put together elsewhere stands behind its bracket. */
    private void comma(ByteBuilder to, int[] from) {
        if (to != json && to.length() == from[depth - 1]) {
            to.put('{');
        }
    }

    private void open() {
        if (depth == timesFrom.length) {
            timesFrom = Arrays.copyOf(timesFrom, depth * 2);
            namesFrom = Arrays.copyOf(namesFrom, depth * 2);
        }
        timesFrom[depth] = times.length();
        namesFrom[depth] = names.length();
        depth++;
    }

    private void close() {
        flush();
        depth--;
        if (!inPlace) {
            append(TIMES, times, timesFrom[depth]);
            append(NAMES, names, namesFrom[depth]);
        }
    }

    private void append(MemberKey name, ByteBuilder from, int start) {
        if (from.length() > start) {
            json.member(name);
            json.put(from.array(), start, from.length() - start).put('}');
            from.cut(start);
        }
    }

    @Override
    public void beginBlock(Field field) {
        flush();
        members.beginBlock(field);
        open();
    }

    @Override
    public void endBlock(Field field) {
        close();
        members.endBlock(field);
    }

    @Override
    public void beginList(Field field) {
        flush();
        members.beginList(field);
    }

    @Override
    public void endList(Field field) {
        members.endList(field);
    }

    @Override
    public void beginItem(Field field) {
        members.beginItem(field);
        open();
    }

    @Override
    public void endItem(Field field) {
        close();
        members.endItem(field);
    }
}
