package org.estreamer.formats.mapped;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.estreamer.formats.bytes.ByteBuilder;
import org.estreamer.formats.bytes.Utf8Escaper;

/** Puts values as a JSON object. An object in it is put only if something stands in it. */
final class JsonLine extends Line {
    /** Up to how many values an array is looked through for one that is there already. */
    private static final int SMALL_ARRAY = 32;

    private final Member[] members;
    private final ByteBuilder value = new ByteBuilder();

    private ByteBuilder out = value;
    private int arrayFrom;
    private int arraySize;
    private final Output.ValueSink array = this::item;

    JsonLine(Plan plan) {
        super(plan);
        members = Member.of("", plan.outputs);
    }

    /** A member of the object. */
    private static final class Member {
        private final byte[] name;
        /** What it holds; null for an object. */
        private final Output output;
        /** What stands in it; empty where it is no object. */
        private final Member[] children;

        /** As {@link Output#needed}. */
        private final long[] needed;

        Member(byte[] name, Output output, long[] needed, Member... children) {
            this.name = name;
            this.output = output;
            this.needed = needed;
            this.children = children;
        }

        static Member[] of(String prefix, List<Output> outputs) {
            Map<String, List<Output>> byName = new LinkedHashMap<>();
            for (Output output : outputs) {
                String rest = output.target.name().substring(prefix.length());
                int dot = rest.indexOf('.');
                byName.computeIfAbsent(dot < 0 ? rest : rest.substring(0, dot), name -> new ArrayList<>())
                        .add(output);
            }
            return byName.entrySet().stream()
                    .map(entry -> of(prefix, entry.getKey(), entry.getValue()))
                    .toArray(Member[]::new);
        }

        private static Member of(String prefix, String name, List<Output> outputs) {
            byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
            String full = prefix + name;
            if (outputs.size() == 1 && outputs.get(0).target.name().equals(full)) {
                return new Member(utf8, outputs.get(0), outputs.get(0).needed);
            }
            return new Member(utf8, null, needed(outputs), of(full + ".", outputs));
        }

        private static long[] needed(List<Output> outputs) {
            long[] needed = outputs.get(0).needed.clone();
            for (Output output : outputs) {
                if (output.needed.length == 0) {
                    return new long[0];
                }
                Functions.add(needed, output.needed);
            }
            return needed;
        }
    }

    @Override
    void put(Reading reading, ByteBuilder to) {
        out = to;
        out.put('{');
        object(reading, members);
        out.put('}');
    }

    private boolean object(Reading reading, Member... of) {
        boolean any = false;
        for (Member member : of) {
            any |= reading.hasAny(member.needed) && member(reading, member);
        }
        return any;
    }

    private boolean member(Reading reading, Member member) {
        int before = out.length();
        boolean any;
        if (member.output == null) {
            out.member(member.name).put('{');
            any = object(reading, member.children);
            out.put('}');
        } else if (member.output.target.many()) {
            out.member(member.name).put('[');
            arrayFrom = out.length();
            arraySize = 0;
            member.output.each(reading, value, array);
            any = arraySize > 0;
            out.put(']');
        } else {
            value.clear();
            Kind kind = member.output.put(reading, value);
            any = kind != Kind.NONE;
            if (any) {
                out.member(member.name);
                put(kind);
            }
        }
        if (!any) {
            out.cut(before);
        }
        return any;
    }

    private void item(Kind kind) {
        int before = out.length();
        if (arraySize > 0) {
            out.put(',');
        }
        int start = out.length();
        put(kind);
        if (arraySize < SMALL_ARRAY && isThere(start)) {
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

    private void put(Kind kind) {
        if (kind == Kind.TEXT) {
            Utf8Escaper.quoted(out, value.array(), 0, value.length());
        } else {
            out.put(value.array(), 0, value.length());
        }
    }
}
