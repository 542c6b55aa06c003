package org.estreamer.formats.reading;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.estreamer.record.Field;

/**
 * The fields of a record, or of a block or list in it, that a section writes. They are known by name first; a layout's
 * {@link Field} is bound to its name when it is met, as the fields of a layout never change.
 */
public final class Node {
    /** A field that is not written. */
    static final Node SKIPPED = new Node(-1);

    /** Which slot of the {@link Reading} takes the value; below 0 for none. */
    final int slot;

    private final Map<String, Node> byName = new HashMap<>();
    /** Whether something in it is written. */
    private boolean any;
    /** By the index of a field. */
    private Node[] byField = {};

    private Node(int slot) {
        this.slot = slot;
    }

    public static Node root() {
        return new Node(-1);
    }

    boolean isEmpty() {
        return !any;
    }

    Node of(Field field) {
        if (!any) {
            return SKIPPED;
        }
        int index = field.index();
        Node node = index < byField.length ? byField[index] : null;
        return node == null ? bind(field, index) : node;
    }

    private Node bind(Field field, int index) {
        if (index >= byField.length) {
            byField = Arrays.copyOf(byField, Math.max(index + 1, byField.length * 2));
        }
        byField[index] = byName.getOrDefault(field.name(), SKIPPED);
        return byField[index];
    }

    /** Makes room for a field. */
    public void add(String path, int slot) {
        any = true;
        int dot = path.indexOf('.');
        if (dot < 0) {
            Node old = byName.put(path, new Node(slot));
            if (old != null) {
                byName.get(path).byName.putAll(old.byName);
                byName.get(path).any = old.any;
            }
        } else {
            byName.computeIfAbsent(path.substring(0, dot), name -> new Node(-1)).add(path.substring(dot + 1), slot);
        }
    }
}
