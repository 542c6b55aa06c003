package org.estreamer.formats.mapping;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.estreamer.record.RecordGroup;
import org.estreamer.record.RecordType;

/**
 * A format's table.
 *
 * @param byType  the sections of single record types
 * @param byGroup the sections of the other types of a group
 * @param values  the texts of numbers, by the name of their list
 * @param limits  how many characters a target takes at most, by its name
 * @param lists   the objects that stand in an array, each of them alone
 */
public record Mapping(
        Map<Integer, Section> byType,
        Map<RecordGroup, Section> byGroup,
        Map<String, Map<Long, String>> values,
        Map<String, Integer> limits,
        Set<String> lists) {

    /** The section for the records of a type. */
    public Section section(int type, RecordGroup group) {
        Section section = byType.get(type);
        return section != null ? section : byGroup.get(group);
    }

    /** The section for the records of a type. */
    public Section section(RecordType type) {
        return section(type.number(), type.group());
    }

    /** Every section there is. */
    public Collection<Section> sections() {
        Set<Section> all = new LinkedHashSet<>(byType.values());
        all.addAll(byGroup.values());
        return all;
    }
}
