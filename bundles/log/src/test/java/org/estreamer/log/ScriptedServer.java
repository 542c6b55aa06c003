package org.estreamer.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.estreamer.pipeline.log.LogWriter;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;

/**
 * A server that stores events and sends them as servers do: on a connection first what it has stored since the second it is asked
 * from, then what it stores meanwhile. Its time is that of {@link LogRig#nanos}.
 */
final class ScriptedServer {
    private static final long NOW = 0xFFFFFFFFL;

    private final LogRig rig;
    private final List<Record> store = new ArrayList<>();
    private final long nanosEach;
    private final int bundle;

    /** In which order it sends what it has stored. */
    UnaryOperator<List<Record>> order = UnaryOperator.identity();

    int askedAgain;

    /**
     * Makes one.
     *
     * @param nanosEach how long it takes to store one event
     * @param bundle    how many events it sends at once
     */
    ScriptedServer(LogRig rig, long nanosEach, int bundle) {
        this.rig = rig;
        this.nanosEach = nanosEach;
        this.bundle = bundle;
    }

    void store(Record record) {
        store.add(record);
    }

    int size() {
        return store.size();
    }

    /**
     * One connection.
     *
     * @param begin how much is stored when it begins
     * @param end   how much is stored when it ends
     * @param cut   after how many events it is cut; a large number for none
     */
    void connect(LogWriter writer, int begin, int end, int cut) throws Exception {
        long asked = writer.begin(LogRig.REQUEST).timestamp();
        List<Record> sent = new ArrayList<>();
        for (Record record : order.apply(store.subList(0, begin))) {
            if (asked != NOW && record.archiveTimestamp() >= asked) {
                sent.add(record);
            }
        }
        int history = sent.size();
        sent.addAll(store.subList(begin, end));
        int most = Math.min(cut, sent.size());
        for (int at = 0; at < most; ) {
            int next = Math.min(most, at < history ? Math.min(history, at + bundle) : at + bundle);
            rig.nanos += at < history ? 0 : nanosEach * (next - at);
            writer.append(new RecordBatch(Events.SERVER, sent.subList(at, next)));
            writer.flush();
            if (writer.askAgain()) {
                askedAgain++;
                connect(writer, end, end, Integer.MAX_VALUE);
                return;
            }
            at = next;
        }
        writer.ended();
    }

    /** How often each event was stored, by its digest. */
    Map<Long, Integer> counts() {
        return counts(store);
    }

    static Map<Long, Integer> counts(Iterable<Record> records) {
        Map<Long, Integer> counts = new HashMap<>();
        records.forEach(record -> counts.merge(record.digest(), 1, Integer::sum));
        return counts;
    }
}
