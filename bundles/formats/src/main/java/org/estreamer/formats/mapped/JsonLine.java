package org.estreamer.formats.mapped;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.bytes.MemberKey;
import org.estreamer.formats.bytes.Utf8Escaper;
import org.estreamer.formats.reading.Reading;
import org.estreamer.formats.source.Kind;
import org.estreamer.formats.source.Source;

/** Puts values as a JSON object. An object in it is put only if something stands in it. */
final class JsonLine extends Line {
    /** Up to how many values an array is looked through for one that is there already. */
    private static final int SMALL_ARRAY = 32;

    private final Member[] members;
    /** Takes texts that need escaping. */
    private final ByteBuilder spare = new ByteBuilder();

    /** The innermost object that is open. */
    private Holder open = Holder.ROOT;

    private int arrayFrom;
    private int arraySize;
    private final Output.ValueSink array = this::item;

    /**
     * The line of a section: its members in the order of their objects.
     *
     * @param lists the objects that stand in an array, alone
     */
    static JsonLine of(Plan plan, Set<String> lists) {
        List<Member> members = new ArrayList<>();
        Member.add(members, Holder.ROOT, "", plan.outputs, lists);
        joinConstants(members);
        return new JsonLine(plan, members);
    }

    private JsonLine(Plan plan, List<Member> members) {
        super(plan, members.stream().map(member -> member.output).toList());
        this.members = members.toArray(Member[]::new);
    }

    /** Makes one member of constants that stand side by side. */
    private static void joinConstants(List<Member> members) {
        for (int i = members.size() - 2; i >= 0; i--) {
            if (members.get(i).constant && members.get(i + 1).constant) {
                members.get(i).join(members.remove(i + 1));
            }
        }
    }

    /** What stands in front of a value belongs to its key, so that both are put in one piece. */
    private static MemberKey begun(MemberKey key, String bracket) {
        return new MemberKey(new ByteBuilder().member(key).ascii(bracket));
    }

    /** An object of the line. */
    private static final class Holder {
        static final Holder ROOT = new Holder(null, null, false);

        /** The key, and the brackets behind it. */
        private final MemberKey begin;

        private final boolean inList;
        private final Holder parent;
        private final int depth;

        Holder(MemberKey key, Holder parent, boolean inList) {
            this.begin = key == null ? null : begun(key, inList ? "[{" : "{");
            this.inList = inList;
            this.parent = parent;
            this.depth = parent == null ? 0 : parent.depth + 1;
        }

        /** Whether another one is this one or stands in it. */
        private boolean holds(Holder other) {
            Holder holder = other;
            while (holder.depth > depth) {
                holder = holder.parent;
            }
            return holder == this;
        }

        /** Closes and opens objects behind this one, so that what is put next stands in another one. */
        void leaveFor(Holder wanted, ByteBuilder out) {
            Holder open = this;
            while (!open.holds(wanted)) {
                out.put('}');
                if (open.inList) {
                    out.put(']');
                }
                open = open.parent;
            }
            open.open(wanted, out);
        }

        private void open(Holder wanted, ByteBuilder out) {
            if (wanted != this) {
                open(wanted.parent, out);
                out.member(wanted.begin);
            }
        }
    }

    /** A member that holds a value or an array of some. */
    private static final class Member {
        /** Where the value is the same in every line, it stands in the key as well, with the members behind it of which that is true. */
        private MemberKey key;

        private final Holder holder;
        /** What is open behind it. */
        private Holder open;

        private final Output output;
        private final boolean many;
        private final boolean constant;

        private Member(MemberKey key, Holder holder, Output output) {
            this.holder = holder;
            this.open = holder;
            this.output = output;
            this.many = output.target.many();
            this.constant = output.isConstant() && !many;
            this.key = constant ? withValue(key, output) : begun(key, many ? "[" : "\"");
        }

        private static MemberKey withValue(MemberKey key, Output output) {
            ByteBuilder text = new ByteBuilder();
            output.put(null, text);
            ByteBuilder json = new ByteBuilder().member(key);
            Utf8Escaper.quoted(json, text.array(), 0, text.length());
            return new MemberKey(json);
        }

        /** Takes the constant of the member behind this one, so that both are put in one piece. */
        void join(Member next) {
            ByteBuilder json = new ByteBuilder().member(key);
            open.leaveFor(next.holder, json);
            key = new MemberKey(json.member(next.key));
            open = next.open;
        }

        /** Adds the outputs whose names begin with a prefix, so that those of an object stand together. */
        static void add(List<Member> members, Holder holder, String prefix, List<Output> outputs, Set<String> lists) {
            Map<String, List<Output>> byName = new LinkedHashMap<>();
            for (Output output : outputs) {
                String rest = output.target.name().substring(prefix.length());
                int dot = rest.indexOf('.');
                byName.computeIfAbsent(dot < 0 ? rest : rest.substring(0, dot), name -> new ArrayList<>())
                        .add(output);
            }
            byName.forEach((name, some) -> {
                MemberKey key = new MemberKey(name.getBytes(StandardCharsets.UTF_8));
                String full = prefix + name;
                if (some.size() == 1 && some.get(0).target.name().equals(full)) {
                    members.add(new Member(key, holder, some.get(0)));
                } else {
                    add(members, new Holder(key, holder, lists.contains(full)), full + ".", some, lists);
                }
            });
        }
    }

    @Override
    void put(Reading reading) {
        out.put('{');
        open = Holder.ROOT;
        outputs(reading);
        enter(Holder.ROOT);
        out.put('}');
    }

    /** A value is put in its place before it is known whether there is one. */
    @Override
    void output(Reading reading, int index) {
        Member member = members[index];
        int before = out.length();
        Holder openBefore = open;
        enter(member.holder);
        out.member(member.key);
        open = member.open;
        boolean any = member.constant || (member.many ? array(reading, member.output) : value(reading, member.output));
        if (!any) {
            out.cut(before);
            open = openBefore;
        }
    }

    private boolean value(Reading reading, Output output) {
        int start = out.length() - 1;
        return finish(output.put(reading, out), start);
    }

    /** Makes JSON of what was put behind a quote. Mostly it is a text, and only the other quote is missing. */
    private boolean finish(Kind kind, int start) {
        if (kind == Kind.TEXT) {
            Utf8Escaper.quote(out, start, spare);
        } else if (kind == Kind.PLAIN) {
            out.put('"');
        } else {
            out.remove(start);
        }
        return kind != Kind.NONE;
    }

    private void enter(Holder holder) {
        if (open != holder) {
            open.leaveFor(holder, out);
            open = holder;
        }
    }

    private boolean array(Reading reading, Output output) {
        arrayFrom = out.length();
        arraySize = 0;
        output.each(reading, array);
        out.put(']');
        return arraySize > 0;
    }

    private void item(Reading reading, Source source, int entry) {
        int before = out.length();
        if (arraySize > 0) {
            out.put(',');
        }
        int start = out.length();
        out.put('"');
        boolean any = finish(source.put(reading, entry, out), start);
        if (!any || (arraySize < SMALL_ARRAY && isThere(start))) {
            out.cut(before);
        } else {
            arraySize++;
        }
    }

    /** Whether what stands at the end of the array stands in it before. */
    private boolean isThere(int start) {
        int length = out.length() - start;
        byte[] bytes = out.array();
        for (int at = arrayFrom; at + length < start; at++) {
            boolean whole = (at == arrayFrom || bytes[at - 1] == ',') && bytes[at + length] == ',';
            if (whole && Arrays.equals(bytes, at, at + length, bytes, start, start + length)) {
                return true;
            }
        }
        return false;
    }
}
