package org.estreamer.metadata.names;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;
import org.estreamer.record.NameSource;
import org.estreamer.record.NameVisitor;
import org.estreamer.record.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names of one server's ids, for the records of its log. Any thread may ask.
 *
 * <p>A record may be asked before the metadata ahead of it in the log have been read, as two threads read the log side by side.
 * Then the asker waits, as long as the other one gets on and not for {@link #PATIENCE} without that: a disk that does not
 * answer must not hold up a plugin for good. It goes on with what is known, which is told.
 *
 * <pre>
 *   log:   ... | metadata | event 120 | ...        asked for the names of 120: everything before 120 must have been read
 *                ^ read so far
 * </pre>
 */
public final class ServerNames implements NameSource {
    /** How long an asker waits for a reader of metadata that does not get on. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(ServerNames.class);
    private static final byte[] HEX = hexValues();

    /** A store with what was asked of it lately. */
    private record View(NameStore store, NameCache cache) {}

    private final String server;
    private final NameTable table;
    private final LongSupplier nanoTime;
    private final NameSource today = new Today();

    private volatile View view;
    /** Everything before it has been read. */
    private volatile long next;

    private int waiting;
    /** What had been read when somebody gave up waiting; nobody waits again until there is more. */
    private volatile long givenUpAt = -1;

    private boolean severalDomains;

    /**
     * Knows nothing yet.
     *
     * @param server   the name of the session
     * @param table    which field has which names
     * @param nanoTime a clock that never goes back
     */
    public ServerNames(String server, NameTable table, LongSupplier nanoTime) {
        this.server = server;
        this.table = table;
        this.nanoTime = nanoTime;
    }

    /**
     * Takes names from a store from here on.
     *
     * @param store    knows the metadata; null for none
     * @param readUpTo everything before this number has been read
     */
    public synchronized void use(NameStore store, long readUpTo) {
        view = store == null ? null : new View(store, new NameCache());
        readUpTo(store == null ? 0 : readUpTo);
    }

    /**
     * More has been read.
     *
     * @param number everything before it is known
     */
    public synchronized void readUpTo(long number) {
        next = number;
        if (waiting > 0) {
            notifyAll();
        }
    }

    /**
     * A metadata record is new or has changed. Called under the lock of the store.
     *
     * @param record the record
     * @param key    the parts of its key, mixed one after the other
     */
    public void changed(Record record, long key) {
        View current = view;
        if (current == null) {
            return;
        }
        for (NameSet set : table.sets(record.type())) {
            boolean exact = !set.bits()
                    && set.sources().stream().allMatch(source -> source.parts().isEmpty());
            if (!exact || (record.netmapId() == 0 && severalDomains)) {
                current.cache.clear();
                return;
            }
            current.cache.remove(set.key(record.netmapId(), key));
        }
    }

    /**
     * The same names as they are now, whatever number a record has.
     *
     * @return for records that are read long after
     */
    public NameSource today() {
        return today;
    }

    @Override
    public void header(Record record, long number, NameVisitor visitor) {
        if (record.netmapId() != 0) {
            give(record, number, table.domain(), record.netmapId(), visitor);
        }
    }

    @Override
    public void number(Record record, long number, Field field, long value, NameVisitor visitor) {
        NameRule rule = table.rule(field);
        if (rule != NameRule.NONE) {
            give(record, number, rule, value, visitor);
        }
    }

    @Override
    public void bytes(
            Record record, long number, Field field, byte[] buffer, int offset, int length, NameVisitor visitor) {
        NameRule rule = table.rule(field);
        if (rule == NameRule.NONE) {
            return;
        }
        long value =
                field.kind() == FieldKind.TEXT ? hexPart(buffer, offset, length) : NameKey.part(buffer, offset, length);
        if (value != 0) {
            give(record, number, rule, value, visitor);
        }
    }

    private void give(Record record, long number, NameRule rule, long value, NameVisitor visitor) {
        if (rule.isNothing(value)) {
            return;
        }
        int count = rule.parts();
        long part1 = count > 1 ? rule.part(record, 0) : value;
        if (!rule.allows(part1)) {
            return;
        }
        long part2 = count > 2 ? rule.part(record, 1) : value;
        NameEntry entry = entry(rule, record.netmapId(), part1, part2, value, number);
        if (entry.flags != null) {
            visitor.names(rule.key(0), entry.flags);
        }
        byte[][] texts = entry.texts;
        for (int i = 0; i < texts.length && i < rule.count(); i++) {
            if (texts[i] != null) {
                visitor.name(rule.key(i), texts[i]);
            }
        }
    }

    private NameEntry entry(NameRule rule, int netmapId, long part1, long part2, long last, long number) {
        if (next < number && number != NameStore.NEWEST) {
            await(number);
        }
        int count = rule.parts();
        long asked = switch (count) {
            case 1 -> last;
            case 2 -> NameKey.mixed(part1, last);
            default -> NameKey.mixed(NameKey.mixed(part1, part2), last);
        };
        View current = view;
        if (current == null) {
            return rule.set().find(NOTHING, netmapId, asked, parts(part1, part2, last, count), count, number);
        }
        NameEntry known = rule.lately(asked);
        if (known != null && known.answers(netmapId, asked, current.cache) && known.from <= number) {
            return known;
        }
        return look(current, rule, netmapId, asked, parts(part1, part2, last, count), number);
    }

    private NameEntry look(View current, NameRule rule, int netmapId, long asked, long[] parts, long number) {
        NameSet set = rule.set();
        int count = parts.length;
        NameEntry newest = current.cache.get(set.key(netmapId, NameSet.all(parts, count)));
        if (newest == null) {
            synchronized (current.store) {
                severalDomains |= netmapId != 0;
                newest = set.find(current.store, netmapId, asked, parts, count, NameStore.NEWEST);
                current.cache.put(newest);
            }
        }
        rule.found(newest);
        if (newest.from <= number) {
            return newest;
        }
        synchronized (current.store) {
            return set.find(current.store, netmapId, asked, parts, count, number);
        }
    }

    private static long[] parts(long part1, long part2, long last, int count) {
        return switch (count) {
            case 1 -> new long[] {last};
            case 2 -> new long[] {part1, last};
            default -> new long[] {part1, part2, last};
        };
    }

    private synchronized void await(long number) {
        long seen = next;
        long deadline = nanoTime.getAsLong() + PATIENCE.toNanos();
        waiting++;
        try {
            while (next < number && givenUpAt != next) {
                if (next != seen) {
                    seen = next;
                    deadline = nanoTime.getAsLong() + PATIENCE.toNanos();
                }
                long left = deadline - nanoTime.getAsLong();
                if (left <= 0) {
                    givenUpAt = next;
                    LOG.warn(
                            "Names of {}: the metadata of its log have been read up to {} and not to {}, and do not"
                                    + " get on; records are given without the names that changed since",
                            server,
                            next,
                            number);
                } else {
                    wait(left / 1_000_000 + 1);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting--;
        }
    }

    /** The part of a key that is written in hex: a file's digest comes as bytes in one record and as text in another. */
    private static long hexPart(byte[] buffer, int offset, int length) {
        if (length != 64) {
            return 0;
        }
        long part = 0;
        long any = 0;
        for (int at = offset; at < offset + length; at += 16) {
            long eight = 0;
            for (int i = 0; i < 16; i++) {
                byte digit = HEX[buffer[at + i] & 0xFF];
                if (digit < 0) {
                    return 0;
                }
                eight = (eight << 4) | digit;
            }
            any |= eight;
            part = NameKey.mixed(part, eight);
        }
        return any == 0 ? 0 : part;
    }

    private static byte[] hexValues() {
        byte[] values = new byte[256];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) Character.digit(i < 128 ? i : ' ', 16);
        }
        return values;
    }

    private static final NameStore NOTHING = (type, netmapId, key, number) -> null;

    /** Asks for the newest, and waits for nothing. */
    private final class Today implements NameSource {
        @Override
        public void header(Record record, long number, NameVisitor visitor) {
            ServerNames.this.header(record, NameStore.NEWEST, visitor);
        }

        @Override
        public void number(Record record, long number, Field field, long value, NameVisitor visitor) {
            ServerNames.this.number(record, NameStore.NEWEST, field, value, visitor);
        }

        @Override
        public void bytes(
                Record record, long number, Field field, byte[] buffer, int offset, int length, NameVisitor visitor) {
            ServerNames.this.bytes(record, NameStore.NEWEST, field, buffer, offset, length, visitor);
        }
    }
}
