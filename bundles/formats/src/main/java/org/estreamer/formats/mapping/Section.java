package org.estreamer.formats.mapping;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What becomes of the records of some types.
 *
 * @param rules   in the order of the output
 * @param dropped the fields that the format leaves out, with all that stands in them
 */
public record Section(List<Rule> rules, Set<String> dropped) {

    /** The fields that it writes; of one with fields in it, all of them. */
    public Set<String> written() {
        Set<String> written = new LinkedHashSet<>();
        rules.forEach(rule -> rule.sources().forEach(source -> source.paths(written::add)));
        return written;
    }

    /** Whether a field is written or dropped, or stands in one that is. */
    public boolean mentions(String field) {
        Set<String> written = written();
        for (String name = field; ; name = name.substring(0, name.lastIndexOf('.'))) {
            if (written.contains(name) || dropped.contains(name)) {
                return true;
            }
            if (name.indexOf('.') < 0) {
                return false;
            }
        }
    }
}
