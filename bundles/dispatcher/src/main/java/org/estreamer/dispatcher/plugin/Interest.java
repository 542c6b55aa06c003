package org.estreamer.dispatcher.plugin;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.estreamer.record.Record;
import org.estreamer.record.RecordGroup;
import org.estreamer.settings.NearestName;

/** What a plugin wants: record types and groups, or everything. */
final class Interest {
    /** The service property it is read from. */
    static final String RECORDS = "records";

    private static final int MAX_TYPE = 0xFFFF;

    private final BitSet types = new BitSet();
    private final Set<RecordGroup> groups = EnumSet.noneOf(RecordGroup.class);

    private Interest() {}

    /**
     * Reads a service property.
     *
     * @param property null, a string, an array or a collection; an element may hold several words separated by commas
     *                 or spaces
     */
    static Interest of(Object property) throws Refusal {
        Interest interest = new Interest();
        for (String word : words(property)) {
            interest.add(word);
        }
        return interest;
    }

    boolean everything() {
        return types.isEmpty() && groups.isEmpty();
    }

    boolean wants(Record record) {
        return everything() || groups.contains(record.group()) || types.get(record.type());
    }

    private void add(String word) throws Refusal {
        for (RecordGroup group : RecordGroup.values()) {
            if (group.id().equals(word.toLowerCase(Locale.ROOT))) {
                groups.add(group);
                return;
            }
        }
        try {
            int type = Integer.parseInt(word);
            if (type >= 0 && type <= MAX_TYPE) {
                types.set(type);
                return;
            }
        } catch (NumberFormatException e) {
            throw unknown(word);
        }
        throw unknown(word);
    }

    private static Refusal unknown(String word) {
        List<String> groups =
                Arrays.stream(RecordGroup.values()).map(RecordGroup::id).toList();
        String meant = NearestName.of(word, groups)
                .map(group -> "did you mean " + group + "? ")
                .orElse("");
        return new Refusal("service property '" + RECORDS + "' names '" + word + "'; " + meant
                + "Valid are record types 0 to " + MAX_TYPE + " and the groups " + String.join(", ", groups));
    }

    private static Collection<String> words(Object property) {
        Stream<?> elements;
        if (property instanceof Object[] array) {
            elements = Arrays.stream(array);
        } else if (property instanceof Collection<?> collection) {
            elements = collection.stream();
        } else {
            elements = Stream.ofNullable(property);
        }
        return elements.filter(Objects::nonNull)
                .flatMap(element -> Arrays.stream(element.toString().split("[,\\s]+")))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
