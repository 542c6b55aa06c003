package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.estreamer.pipeline.delivery.PluginStatus.State;
import org.estreamer.pipeline.log.MemoryEventLog;
import org.estreamer.plugin.LostOutputException;
import org.estreamer.record.FakeRecord;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.api.Test;

/** Plugins that are taken back to their position, because something went wrong that is no failure of theirs. */
class TakenBackTest {
    private final Disk disk = new Disk();

    @Test
    void shouldTakeAPluginBackWhoseOutputMayBeLost() throws Exception {
        AtomicInteger losses = new AtomicInteger(1);
        DurableCollector plugin = new DurableCollector(disk) {
            @Override
            public void persist(Map<String, byte[]> positions) throws Exception {
                if (taken.size() > 2 && losses.getAndDecrement() > 0) {
                    throw new LostOutputException("the disk may have lost something", new IOException("I/O error"));
                }
                super.persist(positions);
            }
        };
        CollectingPlugin other = new CollectingPlugin();
        // it waits for ten times as long: nobody may miss that
        try (Rig rig = new Rig(new MemoryEventLog(), Rig.keepingEvery(Duration.ofMillis(300)))) {
            rig.add("plugin", plugin);
            rig.add("other", other);
            rig.send(FakeRecord.event(100, 1), FakeRecord.event(100, 2));
            Await.until("persisted", () -> disk.output().size() == 2);
            rig.send(FakeRecord.event(101, 3));
            Await.until("it is waiting", () -> rig.status("plugin").state() == State.WAITING);
            assertTrue(
                    rig.status("plugin")
                            .reason()
                            .matches("begins again from its position at .*Z: the disk may have lost something"),
                    rig.status("plugin").reason());
            rig.send(FakeRecord.event(102, 4));
            other.awaitTaken(4);

            rig.send(FakeRecord.event(103, 5));
            plugin.awaitTaken(5);
            other.awaitTaken(5);
            rig.awaitState("plugin", State.ACTIVE);
        }
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), plugin.numbers());
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), other.numbers());
        assertEquals(5, disk.output().size());
    }

    @Test
    void shouldGoOnWhereTheHeapWasUsedUpOutsideThePlugin() throws Exception {
        AtomicInteger failures = new AtomicInteger(1);
        Record unlucky = heapless(FakeRecord.event(101, 2));
        CollectingPlugin plugin = new CollectingPlugin() {
            @Override
            public void onRecord(Record record) throws Exception {
                if (record == unlucky && failures.getAndDecrement() > 0) {
                    throw new IllegalStateException("so that the record is named");
                }
                super.onRecord(record);
            }
        };
        try (Rig rig = new Rig()) {
            rig.add("plugin", plugin);
            rig.send(FakeRecord.event(100, 1));
            plugin.awaitTaken(1);
            rig.log.put(new RecordBatch(Rig.SERVER, List.of(unlucky, FakeRecord.event(102, 3))));
            plugin.awaitTaken(3);
            assertEquals(
                    List.of(100L, 101L, 102L),
                    plugin.taken.stream().map(Record::archiveTimestamp).toList());
        }
    }

    @Test
    void shouldKeepNoPositionBehindARecordThatMayBeLost() throws Exception {
        AtomicInteger losses = new AtomicInteger(1);
        DurableCollector plugin = new DurableCollector(disk) {
            @Override
            public void onRecord(Record record) throws Exception {
                if (((FakeRecord) record).number() == 2 && losses.getAndDecrement() > 0) {
                    // forgetful: its next persist would succeed
                    throw new LostOutputException("gone", new IOException("I/O error"));
                }
                super.onRecord(record);
            }
        };
        try (Rig rig = new Rig()) {
            rig.add("plugin", plugin);
            rig.send(FakeRecord.event(100, 1));
            Await.until("persisted", () -> disk.output().size() == 1);
            rig.send(FakeRecord.event(101, 2), FakeRecord.event(101, 3));
            plugin.awaitTaken(3);
        }
        assertEquals(List.of(1L, 2L, 3L), plugin.numbers());
        assertEquals(3, disk.output().size());
    }

    /** Where a record is named, the heap is used up. */
    private static Record heapless(Record record) {
        return (Record) Proxy.newProxyInstance(
                Record.class.getClassLoader(), new Class<?>[] {Record.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("name")) {
                        throw new OutOfMemoryError("pretended");
                    }
                    return method.invoke(record, arguments);
                });
    }
}
