package org.estreamer.record;

import java.util.Set;

/**
 * A record type that layouts describe.
 *
 * @param number its number, 0 to 65,535
 * @param name   what it is called, for example {@code Connection Statistics}
 * @param group  the group it belongs to
 * @param fields the fields that its records have in any release; one inside a block or list with the names of what it stands in,
 *               for example {@code hostProfile.tcpServers.port}
 */
public record RecordType(int number, String name, RecordGroup group, Set<String> fields) {
    /** Keeps a copy. */
    public RecordType {
        fields = Set.copyOf(fields);
    }
}
