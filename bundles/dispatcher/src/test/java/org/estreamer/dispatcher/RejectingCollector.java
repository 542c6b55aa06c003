package org.estreamer.dispatcher;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.estreamer.plugin.RejectedRecordsException;
import org.estreamer.plugin.RejectedRecordsException.Rejection;
import org.estreamer.plugin.RejectingPlugin;
import org.estreamer.record.FakeRecord;
import org.estreamer.record.Record;

/** A {@link DurableCollector} whose disk refuses some records when they are to be kept. */
final class RejectingCollector extends DurableCollector implements RejectingPlugin {
    /** How often it was to persist. */
    final List<Map<String, byte[]>> asked = new CopyOnWriteArrayList<>();

    private volatile Predicate<Long> refused;
    private volatile Runnable whenAskedAgain = () -> {};
    private volatile boolean rejected;

    RejectingCollector(Disk disk, Predicate<Long> refused) {
        super(disk);
        this.refused = refused;
    }

    void refuse(Predicate<Long> numbers) {
        refused = numbers;
    }

    /** What happens when it has been asked again after it has rejected something. */
    void whenAskedAgain(Runnable action) {
        whenAskedAgain = action;
    }

    @Override
    public void persist(Map<String, byte[]> positions) throws Exception {
        asked.add(positions);
        List<Rejection> rejections = List.copyOf(taken).stream()
                .filter(record -> refused.test(((FakeRecord) record).number()))
                .map(record -> new Rejection(record, new IllegalArgumentException("check constraint")))
                .toList();
        if (!rejections.isEmpty()) {
            rejected = true;
            rejections.forEach(one -> removeSame(one.record()));
            throw new RejectedRecordsException(rejections);
        }
        if (rejected) {
            whenAskedAgain.run();
        }
        super.persist(positions);
    }

    private void removeSame(Record rejected) {
        taken.removeIf(record -> record == rejected);
    }
}
