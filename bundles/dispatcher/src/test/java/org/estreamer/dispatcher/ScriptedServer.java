package org.estreamer.dispatcher;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.estreamer.pipeline.log.LogWriter;
import org.estreamer.record.FakeRecord;
import org.estreamer.record.RecordBatch;

/**
 * A server's archive: records of slowly rising seconds, slightly out of order, many alike. On a new connection it sends
 * metadata, then repeats everything from a second on, in another order within each second, then goes on.
 */
final class ScriptedServer {
    private final Random random;
    private final int reorderSeconds;
    private final List<FakeRecord> archive = new ArrayList<>();
    private List<FakeRecord> pending = new ArrayList<>();
    private long now = 1_000_000;

    ScriptedServer(Random random, int reorderSeconds) {
        this.random = random;
        this.reorderSeconds = reorderSeconds;
    }

    List<FakeRecord> archive() {
        return archive;
    }

    /** A connection was opened that asks for records from a second on. */
    void connect(long from) {
        List<FakeRecord> repeated = new ArrayList<>(archive);
        repeated.removeIf(record -> record.archiveTimestamp() < from);
        Collections.shuffle(repeated, random);
        repeated.sort((a, b) -> Long.compare(a.archiveTimestamp(), b.archiveTimestamp()));
        pending = new ArrayList<>(List.of(FakeRecord.metadata(1), FakeRecord.metadata(2)));
        pending.addAll(repeated);
    }

    /** Sends a message: what is left to repeat, or something new. */
    void send(LogWriter log) throws IOException, InterruptedException {
        int size = 1 + random.nextInt(20);
        while (pending.size() < size) {
            pending.add(next());
        }
        log.append(new RecordBatch(Rig.SERVER, pending.subList(0, size)));
        pending = new ArrayList<>(pending.subList(size, pending.size()));
    }

    /** Sends everything that is left to repeat. */
    void sendRest(LogWriter log) throws IOException, InterruptedException {
        log.append(new RecordBatch(Rig.SERVER, pending));
        pending = new ArrayList<>();
    }

    private FakeRecord next() {
        if (random.nextInt(30) == 0) {
            return FakeRecord.metadata(random.nextInt(5));
        }
        if (random.nextInt(12) == 0) {
            now += 1 + random.nextInt(2);
        }
        long second = now - random.nextInt(reorderSeconds + 1);
        FakeRecord record = random.nextInt(4) == 0
                ? FakeRecord.event(second, random.nextInt(3))
                : FakeRecord.event(second, archive.size() + 1_000);
        archive.add(record);
        return record;
    }
}
