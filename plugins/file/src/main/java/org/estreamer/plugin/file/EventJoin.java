package org.estreamer.plugin.file;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.estreamer.plugin.UnavailableException;
import org.estreamer.record.Record;

/**
 * Puts packets and extra data into the line of the intrusion event that they belong to, by device, event id and second.
 *
 * <pre>
 *   event ----------&gt; waits, as a line --- its time is over -----------------&gt; {event,"packets":[{...}],"extraData":[{...}]}
 *   its packet -----&gt; into the line            or there are too many
 *   all others -----------------------------------------------------------------&gt; at once
 *   a packet whose event does not wait (any more) ------------------------------&gt; at once, alone
 * </pre>
 *
 * <p>What waits is kept with the position of its server: {@link #wrap}. So the position may be behind it, nothing waits for
 * the events that wait, and after a restart they wait again:
 *
 * <pre>
 *   | E S J 1 | length | position | count | device | event | second | lines | length | line | ...
 *   | int32   | int32  |          | int32 | int64  | int64 | int64  | int32 | int32  |      |      first line: the event
 * </pre>
 *
 * For one thread.
 */
final class EventJoin {
    /** What may wait: with every position all of it is written once more. */
    static final int MAX_BYTES = 1 << 20;

    private static final int MAGIC = ('E' << 24) | ('S' << 16) | ('J' << 8) | 1;
    private static final Set<Integer> EVENTS = Set.of(104, 105, 207, 208, 400);
    private static final int PACKET = 2;
    private static final int EXTRA_DATA = 110;

    /** Takes a finished line. */
    interface Output {
        void append(byte[] bytes, int offset, int length) throws UnavailableException;
    }

    private record Key(String server, long device, long event, long second) {}

    /** An event with what has come for it. */
    private static final class Waiting {
        private final long since;
        private final byte[] event;
        private final List<byte[]> packets = new ArrayList<>();
        private final List<byte[]> extraData = new ArrayList<>();

        Waiting(long since, byte[] event) {
            this.since = since;
            this.event = event;
        }

        int size() {
            return event.length + sum(packets) + sum(extraData);
        }

        private static int sum(List<byte[]> lines) {
            return lines.stream().mapToInt(line -> line.length).sum();
        }
    }

    private final long limit;
    private final LongSupplier nanoTime;
    private final Output output;
    private final Map<Key, Waiting> waiting = new LinkedHashMap<>();
    /** The last position of every server, as the dispatcher gave it. */
    private final Map<String, byte[]> positions = new HashMap<>();

    private int bytes;

    /**
     * Nothing waits yet.
     *
     * @param limit how long an event waits; zero for none, which only writes what waited before a restart
     */
    EventJoin(Duration limit, LongSupplier nanoTime, Output output) {
        this.limit = limit.toNanos();
        this.nanoTime = nanoTime;
        this.output = output;
    }

    /** Takes the line of a record, or writes it. Before anything is taken, what has waited long enough is written. */
    void take(Record record, byte[] line, int offset, int length) throws UnavailableException {
        writeDue();
        Waiting event = limit > 0 && isRelated(record) ? waiting.get(key(record)) : null;
        if (event != null) {
            List<byte[]> lines = record.type() == PACKET ? event.packets : event.extraData;
            lines.add(Arrays.copyOfRange(line, offset, offset + length));
            bytes += length;
        } else if (limit > 0 && EVENTS.contains(record.type()) && isJoinable(record, line, offset, length)) {
            hold(key(record), Arrays.copyOfRange(line, offset, offset + length));
        } else {
            output.append(line, offset, length);
        }
    }

    private void hold(Key key, byte[] line) throws UnavailableException {
        if (waiting.containsKey(key)) {
            write(key, waiting.get(key)); // the protocol has nothing to tell the two apart by: the second one goes on
        }
        while (!waiting.isEmpty() && bytes + line.length > MAX_BYTES) {
            Map.Entry<Key, Waiting> oldest = waiting.entrySet().iterator().next();
            write(oldest.getKey(), oldest.getValue());
        }
        waiting.put(key, new Waiting(nanoTime.getAsLong(), line));
        bytes += line.length;
    }

    private static boolean isRelated(Record record) {
        return (record.type() == PACKET || record.type() == EXTRA_DATA) && hasKey(record);
    }

    /** Whether the line is a JSON object into which more can be put. */
    private static boolean isJoinable(Record record, byte[] line, int offset, int length) {
        return hasKey(record)
                && length > 3
                && line[offset] == '{'
                && line[offset + length - 2] == '}'
                && line[offset + length - 1] == '\n';
    }

    private static boolean hasKey(Record record) {
        return record.has("deviceId") && record.has("eventId") && record.has("eventSecond");
    }

    private static Key key(Record record) {
        return new Key(
                record.server(), record.number("deviceId"), record.number("eventId"), record.number("eventSecond"));
    }

    /** Writes what has waited long enough, or takes too much room. */
    void writeDue() throws UnavailableException {
        while (!waiting.isEmpty()) {
            Map.Entry<Key, Waiting> oldest = waiting.entrySet().iterator().next();
            if (nanoTime.getAsLong() - oldest.getValue().since < limit && bytes <= MAX_BYTES) {
                return;
            }
            write(oldest.getKey(), oldest.getValue());
        }
    }

    private void write(Key key, Waiting event) throws UnavailableException {
        byte[] line = joined(event);
        output.append(line, 0, line.length);
        waiting.remove(key);
        bytes -= event.size();
    }

    private static byte[] joined(Waiting event) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(event.size() + 64);
        line.write(event.event, 0, event.event.length - 2);
        list(line, ",\"packets\":[", event.packets);
        list(line, ",\"extraData\":[", event.extraData);
        line.write(event.event, event.event.length - 2, 2);
        return line.toByteArray();
    }

    private static void list(ByteArrayOutputStream line, String begin, List<byte[]> lines) {
        for (int i = 0; i < lines.size(); i++) {
            byte[] start = (i == 0 ? begin : ",").getBytes(StandardCharsets.US_ASCII);
            line.write(start, 0, start.length);
            line.write(lines.get(i), 0, lines.get(i).length - 1); // without its line end
        }
        if (!lines.isEmpty()) {
            line.write(']');
        }
    }

    /**
     * The positions to keep: of every server whose events wait, or did when its position was kept last, with those that wait.
     *
     * @param given by server, as the dispatcher gives them
     */
    Map<String, byte[]> wrap(Map<String, byte[]> given) throws IOException {
        positions.putAll(given);
        Map<String, byte[]> wrapped = new HashMap<>();
        for (Map.Entry<String, byte[]> position : positions.entrySet()) {
            wrapped.put(position.getKey(), wrap(position.getKey(), position.getValue()));
        }
        return wrapped;
    }

    private byte[] wrap(String server, byte[] position) throws IOException {
        List<Map.Entry<Key, Waiting>> here = waiting.entrySet().stream()
                .filter(entry -> entry.getKey().server.equals(server))
                .toList();
        if (here.isEmpty()) {
            return position;
        }
        ByteArrayOutputStream bytesOut = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytesOut);
        out.writeInt(MAGIC);
        out.writeInt(position.length);
        out.write(position);
        out.writeInt(here.size());
        for (Map.Entry<Key, Waiting> entry : here) {
            out.writeLong(entry.getKey().device);
            out.writeLong(entry.getKey().event);
            out.writeLong(entry.getKey().second);
            lines(out, List.of(entry.getValue().event));
            lines(out, entry.getValue().packets);
            lines(out, entry.getValue().extraData);
        }
        return bytesOut.toByteArray();
    }

    private static void lines(DataOutputStream out, List<byte[]> lines) throws IOException {
        out.writeInt(lines.size());
        for (byte[] line : lines) {
            out.writeInt(line.length);
            out.write(line);
        }
    }

    /**
     * Goes back to what was kept: the events that waited then wait again.
     *
     * @param kept as {@link #wrap} gave it
     * @return the position, as the dispatcher gave it
     */
    byte[] unwrap(String server, byte[] kept) throws IOException {
        forget(server);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(kept));
        if (kept.length < Integer.BYTES || in.readInt() != MAGIC) {
            positions.put(server, kept);
            return kept;
        }
        byte[] position = in.readNBytes(in.readInt());
        for (int left = in.readInt(); left > 0; left--) {
            Key key = new Key(server, in.readLong(), in.readLong(), in.readLong());
            Waiting event = new Waiting(nanoTime.getAsLong(), lines(in).get(0));
            event.packets.addAll(lines(in));
            event.extraData.addAll(lines(in));
            waiting.put(key, event);
            bytes += event.size();
        }
        positions.put(server, position);
        return position;
    }

    private static List<byte[]> lines(DataInputStream in) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            lines.add(in.readNBytes(in.readInt()));
        }
        return lines;
    }

    /** What waits of a server is in its log, and comes again. */
    void forget(String server) {
        positions.remove(server);
        for (Iterator<Map.Entry<Key, Waiting>> all = waiting.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Key, Waiting> entry = all.next();
            if (entry.getKey().server.equals(server)) {
                bytes -= entry.getValue().size();
                all.remove();
            }
        }
    }
}
