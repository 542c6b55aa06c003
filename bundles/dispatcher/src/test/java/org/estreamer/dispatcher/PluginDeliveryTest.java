package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.estreamer.pipeline.PluginStatus;
import org.estreamer.plugin.Plugin;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PluginDeliveryTest {
    @TempDir
    Path data;

    @Test
    void shouldGiveEveryRecordToTheThirdWhileOneThrowsAndOneHangs() throws Exception {
        Plugin throwing = record -> {
            throw new IllegalStateException("always");
        };
        GatedPlugin hanging = new GatedPlugin(true);
        CollectingPlugin third = new CollectingPlugin();
        try (Rig rig = new Rig(data, Rig.queueOf(10_000))) {
            rig.add("throwing", throwing);
            rig.add("hanging", hanging);
            rig.add("third", third);
            rig.open();
            List<Long> sent = new ArrayList<>();
            for (long number = 0; number < 5_000; number++) {
                rig.send(FakeRecord.event(100 + number / 100, number));
                sent.add(number);
            }
            third.awaitTaken(5_000);
            rig.awaitCounted("throwing", 5_000);

            assertEquals(sent, third.numbers());
            assertEquals(5_000, rig.status("throwing").failed());
            assertEquals(0, rig.status("throwing").delivered());
            assertEquals(
                    "java.lang.IllegalStateException: always",
                    rig.status("throwing").reason());
            assertEquals(0, rig.status("hanging").delivered());
            hanging.open();
        }
    }

    @Test
    void shouldSurviveErrorsOfAPlugin() throws Exception {
        List<Throwable> errors = List.of(
                new StackOverflowError(),
                new NoClassDefFoundError("x/Y"),
                new AssertionError("no"),
                new Error("own kind"));
        List<Throwable> left = new ArrayList<>(errors);
        CollectingPlugin plugin = new CollectingPlugin() {
            @Override
            public void onRecord(Record record) throws Exception {
                if (!left.isEmpty() && left.remove(0) instanceof Error error) {
                    throw error;
                }
                super.onRecord(record);
            }
        };
        try (Rig rig = new Rig(data)) {
            rig.add("errors", plugin);
            rig.open();
            for (int number = 0; number < 5; number++) {
                rig.send(FakeRecord.event(100, number));
            }
            plugin.awaitTaken(1);
            assertEquals(4, rig.status("errors").failed());
        }
    }

    @Test
    void shouldSurviveAnExceptionWhoseMessageThrows() throws Exception {
        class Hostile extends RuntimeException {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException("not even that");
            }
        }
        try (Rig rig = new Rig(data)) {
            rig.add("hostile", record -> {
                throw new Hostile();
            });
            rig.open();
            rig.send(FakeRecord.event(100, 1), FakeRecord.event(100, 2));
            rig.awaitCounted("hostile", 2);
            assertTrue(rig.status("hostile").reason().endsWith("(without a readable message)"));
        }
    }

    @Test
    void shouldBoundTheBytesThatWaitForAPlugin() throws Exception {
        RecordBatch batch = new RecordBatch(Rig.SERVER, List.of(FakeRecord.event(100, 1), FakeRecord.malware(100, 2)));
        Parcel whole = Parcel.of(batch, new ServerClock(2), 1_700_000_000);
        BitSet second = new BitSet();
        second.set(1);
        Parcel part = whole.only(second);
        assertEquals(whole.bytes(), part.bytes(), "one record keeps the whole message");

        PluginQueue queue = new PluginQueue(new QueueLimits(100, 2 * whole.bytes()));
        assertEquals(PluginQueue.Outcome.TAKEN, queue.put(whole, false, () -> {}));
        assertEquals(PluginQueue.Outcome.TAKEN, queue.put(part, false, () -> {}));
        assertEquals(PluginQueue.Outcome.DROPPED, queue.put(part, false, () -> {}));
        assertSame(whole, queue.poll());
        assertEquals(PluginQueue.Outcome.TAKEN, queue.put(part, false, () -> {}));
    }

    @Test
    @Timeout(20)
    void shouldRunEachPluginOnAThreadOfItsOwn() throws Exception {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        class ThreadTelling extends CollectingPlugin {
            @Override
            public void onRecord(Record record) throws Exception {
                threads.add(Thread.currentThread());
                super.onRecord(record);
            }
        }
        ThreadTelling one = new ThreadTelling();
        ThreadTelling two = new ThreadTelling();
        try (Rig rig = new Rig(data)) {
            rig.add("one", one);
            rig.open();
            rig.send(FakeRecord.event(100, 1));
            one.awaitTaken(1);
            rig.add("two", two);
            // joins between two records, some time after it has come
            for (int number = 2; two.taken.isEmpty(); number++) {
                rig.send(FakeRecord.event(100, number));
            }
            assertEquals("estreamer-plugin-one", threads.get(0).getName());
            assertTrue(threads.get(0).isDaemon());
            assertTrue(threads.stream().anyMatch(thread -> thread.getName().equals("estreamer-plugin-two")));
            assertNotSame(Thread.currentThread(), threads.get(0));
        }
    }

    @Test
    void shouldTellAPluginWhenItsQueueRanEmpty() throws Exception {
        CollectingPlugin plugin = new CollectingPlugin();
        try (Rig rig = new Rig(data)) {
            rig.add("idle", plugin);
            rig.open();
            rig.send(FakeRecord.event(100, 1), FakeRecord.event(100, 2));
            Await.until("idle call", () -> plugin.idled.get() == 1);
            assertEquals(2, plugin.taken.size());
        }
    }

    @Test
    void shouldCountWhatAPluginWithOverflowDropLeavesOut() throws Exception {
        GatedPlugin slow = new GatedPlugin(true);
        try (Rig rig = new Rig(data, Rig.queueOf(2))) {
            rig.add("slow", slow, "overflow", "drop");
            rig.open();
            rig.send(FakeRecord.event(100, 0));
            slow.entered.await();
            for (int number = 1; number <= 5; number++) {
                rig.send(FakeRecord.event(100, number));
            }
            assertEquals(3, rig.status("slow").dropped());
            assertEquals(2, rig.status("slow").queued());
            slow.open();
            slow.awaitTaken(3);
            assertEquals(List.of(0L, 1L, 2L), slow.numbers());
        }
    }

    @Test
    void shouldHoldBackTheServerForAFullQueueUntilThereIsRoom() throws Exception {
        GatedPlugin slow = new GatedPlugin(true);
        try (Rig rig = new Rig(data, Rig.queueOf(2))) {
            rig.add("slow", slow);
            rig.open();
            fill(rig, slow);
            FutureTask<Void> blocked = inBackground(() -> {
                rig.send(FakeRecord.event(100, 9));
                return null;
            });
            assertThrows(TimeoutException.class, () -> blocked.get(50, TimeUnit.MILLISECONDS));
            slow.open();
            blocked.get(10, TimeUnit.SECONDS);
            slow.awaitTaken(4);
            assertEquals(0, rig.status("slow").dropped());
        }
    }

    @Test
    void shouldReleaseTheServerWhenTheBlockingPluginIsRemoved() throws Exception {
        GatedPlugin slow = new GatedPlugin(true);
        Settings noDrain = new Settings(
                Rig.queue(2),
                Rig.SETTINGS.stuck(),
                0,
                Rig.SETTINGS.quarantine(),
                java.time.Duration.ZERO,
                Rig.SETTINGS.position(),
                2,
                java.time.Duration.ZERO);
        try (Rig rig = new Rig(data, noDrain)) {
            rig.add("slow", slow);
            rig.open();
            fill(rig, slow);
            FutureTask<Void> blocked = inBackground(() -> {
                rig.send(FakeRecord.event(100, 9));
                return null;
            });
            assertThrows(TimeoutException.class, () -> blocked.get(50, TimeUnit.MILLISECONDS));
            rig.remove("slow");
            blocked.get(10, TimeUnit.SECONDS);
            assertTrue(rig.delivery.roster().statuses().isEmpty());
        }
    }

    @Test
    void shouldEndTheWaitWhenTheReaderIsInterrupted() throws Exception {
        GatedPlugin slow = new GatedPlugin(true);
        try (Rig rig = new Rig(data, Rig.queueOf(2))) {
            rig.add("slow", slow);
            rig.open();
            fill(rig, slow);
            List<Throwable> thrown = new ArrayList<>();
            Thread reader = new Thread(() -> {
                try {
                    rig.send(FakeRecord.event(100, 9));
                } catch (InterruptedException e) {
                    thrown.add(e);
                }
            });
            reader.start();
            reader.interrupt();
            reader.join(10_000);
            assertEquals(1, thrown.size());
            slow.open();
        }
    }

    @Test
    void shouldTakeABatchLargerThanTheWholeQueue() throws Exception {
        CollectingPlugin plugin = new CollectingPlugin();
        try (Rig rig = new Rig(data, Rig.queueOf(1))) {
            rig.add("plugin", plugin);
            rig.open();
            rig.send(FakeRecord.event(100, 1), FakeRecord.event(100, 2), FakeRecord.event(100, 3));
            plugin.awaitTaken(3);
        }
    }

    @Test
    void shouldGiveAPluginOnlyTheRecordsItNames() throws Exception {
        CollectingPlugin byGroup = new CollectingPlugin();
        CollectingPlugin byType = new CollectingPlugin();
        CollectingPlugin both = new CollectingPlugin();
        try (Rig rig = new Rig(data)) {
            rig.add("group", byGroup, "records", "Malware");
            rig.add("type", byType, "records", new String[] {"66, 9999"});
            rig.add("both", both, "records", List.of("malware", "66"));
            rig.open();
            rig.send(FakeRecord.metadata(1), FakeRecord.event(100, 2), FakeRecord.malware(100, 3));
            rig.send(FakeRecord.event(100, 4));
            both.awaitTaken(2);
            byGroup.awaitTaken(1);
            byType.awaitTaken(1);
            assertEquals(List.of(FakeRecord.malware(100, 3)), byGroup.taken);
            assertEquals(List.of(FakeRecord.metadata(1)), byType.taken);
            assertEquals(List.of(FakeRecord.metadata(1), FakeRecord.malware(100, 3)), both.taken);
            assertEquals(0, rig.status("group").queued());
        }
    }

    @Test
    void shouldCallTheMethodThatTheCallbackNames() throws Exception {
        CollectingPlugin plugin = new CollectingPlugin() {
            @Override
            public void onRecord(Record record) {
                throw new IllegalStateException("not this one");
            }
        };
        try (Rig rig = new Rig(data)) {
            rig.add("plugin", plugin, "callback", "receive");
            rig.open();
            rig.send(FakeRecord.event(100, 1));
            plugin.awaitTaken(1);
            assertEquals(0, rig.status("plugin").failed());
        }
    }

    @Test
    void shouldListThePluginsInTheOrderTheyCame() throws Exception {
        try (Rig rig = new Rig(data)) {
            rig.add("zulu", new CollectingPlugin());
            rig.add("alpha", new CollectingPlugin(), "author", "");
            rig.add("mike", new CollectingPlugin());
            assertEquals(
                    List.of("zulu", "alpha", "mike"),
                    rig.delivery.roster().statuses().stream()
                            .map(PluginStatus::name)
                            .toList());
            assertEquals("at least once", rig.status("zulu").delivery());
            assertFalse(rig.status("alpha").reason().isEmpty());
        }
    }

    @Test
    void shouldRefuseBatchesAfterTheStreamIsClosed() throws Exception {
        try (Rig rig = new Rig(data)) {
            rig.open().close();
            assertThrows(IllegalStateException.class, () -> rig.send(FakeRecord.event(100, 1)));
        }
    }

    private static void fill(Rig rig, GatedPlugin slow) throws InterruptedException {
        rig.send(FakeRecord.event(100, 0));
        slow.entered.await();
        rig.send(FakeRecord.event(100, 1), FakeRecord.event(100, 2));
    }

    private static FutureTask<Void> inBackground(Callable<Void> work) {
        FutureTask<Void> task = new FutureTask<>(work);
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return task;
    }
}
