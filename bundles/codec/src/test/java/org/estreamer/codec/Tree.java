package org.estreamer.codec;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.estreamer.codec.bytes.Bytes;
import org.estreamer.record.Field;
import org.estreamer.record.FieldVisitor;
import org.estreamer.record.Fields;

/** Collects what a visitor is shown, in the text forms of JSON, and checks that begins and ends match. */
final class Tree implements FieldVisitor {
    private final Map<String, Object> root = new LinkedHashMap<>();
    private final Deque<Object> open = new ArrayDeque<>(List.of(root));

    static Map<String, Object> of(Fields fields) {
        Tree tree = new Tree();
        fields.visit(tree);
        if (tree.open.size() != 1) {
            throw new IllegalStateException("blocks or lists were left open");
        }
        return tree.root;
    }

    @Override
    public void number(Field field, long value) {
        put(field, new BigInteger(Long.toUnsignedString(value)));
    }

    @Override
    public void bytes(Field field, byte[] buffer, int offset, int length) {
        byte[] value = Arrays.copyOfRange(buffer, offset, offset + length);
        put(
                field,
                switch (field.kind()) {
                    case IPV4, IPV6 -> address(value);
                    case MAC -> HexFormat.ofDelimiter(":").formatHex(value);
                    case UUID -> new java.util.UUID(Bytes.uint64(value, 0), Bytes.uint64(value, 8)).toString();
                    case HEX -> HexFormat.of().formatHex(value);
                    case TEXT -> new String(value, StandardCharsets.UTF_8);
                    case DATA -> Base64.getEncoder().encodeToString(value);
                    default -> throw new IllegalArgumentException("bytes for " + field);
                });
    }

    private static String address(byte[] value) {
        try {
            return InetAddress.getByAddress(value).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void beginBlock(Field field) {
        open.push(put(field, new LinkedHashMap<String, Object>()));
    }

    @Override
    public void endBlock(Field field) {
        open.pop();
    }

    @Override
    public void beginList(Field field) {
        open.push(put(field, new ArrayList<Object>()));
    }

    @Override
    public void beginItem(Field field) {
        Map<String, Object> item = new LinkedHashMap<>();
        @SuppressWarnings("unchecked")
        List<Object> list = (List<Object>) open.peek();
        list.add(item);
        open.push(item);
    }

    @Override
    public void endItem(Field field) {
        open.pop();
    }

    @Override
    public void endList(Field field) {
        open.pop();
    }

    private <T> T put(Field field, T value) {
        @SuppressWarnings("unchecked")
        Map<String, Object> top = (Map<String, Object>) open.peek();
        if (top.put(field.name(), value) != null) {
            throw new IllegalStateException(field + " was shown twice");
        }
        return value;
    }
}
