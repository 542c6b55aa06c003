package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.estreamer.dispatcher.plugin.PluginIdentity;
import org.estreamer.pipeline.delivery.PluginStatus;
import org.estreamer.pipeline.log.MemoryEventLog;
import org.estreamer.plugin.Plugin;
import org.estreamer.record.FakeRecord;
import org.estreamer.record.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PluginDeliveryTest {
    @Test
    void shouldGiveEveryRecordToTheThirdWhileOneThrowsAndOneHangs() throws Exception {
        Plugin throwing = record -> {
            throw new IllegalStateException("always");
        };
        GatedPlugin hanging = new GatedPlugin(true);
        CollectingPlugin third = new CollectingPlugin();
        try (Rig rig = new Rig()) {
            rig.add("throwing", throwing);
            rig.add("hanging", hanging);
            rig.add("third", third);
            List<Long> sent = new ArrayList<>();
            for (long number = 0; number < 1_000; number++) {
                rig.send(FakeRecord.event(100 + number / 100, number));
                sent.add(number);
            }
            third.awaitTaken(1_000);
            rig.awaitCounted("throwing", 1_000);

            assertEquals(sent, third.numbers());
            assertEquals(1_000, rig.status("throwing").failed());
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
        try (Rig rig = new Rig()) {
            rig.add("errors", plugin);
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
        try (Rig rig = new Rig()) {
            rig.add("hostile", record -> {
                throw new Hostile();
            });
            rig.send(FakeRecord.event(100, 1), FakeRecord.event(100, 2));
            rig.awaitCounted("hostile", 2);
            assertTrue(rig.status("hostile").reason().endsWith("(without a readable message)"));
        }
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
        try (Rig rig = new Rig()) {
            rig.add("one", one);
            rig.send(FakeRecord.event(100, 1));
            one.awaitTaken(1);
            rig.add("two", two);
            rig.send(FakeRecord.event(100, 2));
            two.awaitTaken(1);
            assertEquals("estreamer-plugin-one", threads.get(0).getName());
            assertTrue(threads.get(0).isDaemon());
            assertTrue(threads.stream().anyMatch(thread -> thread.getName().equals("estreamer-plugin-two")));
            assertNotSame(Thread.currentThread(), threads.get(0));
        }
    }

    @Test
    void shouldTellAPluginWhenItsQueueRanEmpty() throws Exception {
        CollectingPlugin plugin = new CollectingPlugin();
        try (Rig rig = new Rig()) {
            rig.add("idle", plugin);
            rig.send(FakeRecord.event(100, 1), FakeRecord.event(100, 2));
            Await.until("idle call", () -> plugin.idled.get() >= 2);
            assertEquals(2, plugin.taken.size());
        }
    }

    @Test
    void shouldGiveAPluginOnlyTheRecordsItNames() throws Exception {
        CollectingPlugin byGroup = new CollectingPlugin();
        CollectingPlugin byType = new CollectingPlugin();
        CollectingPlugin both = new CollectingPlugin();
        try (Rig rig = new Rig()) {
            rig.add("group", byGroup, "records", "Malware");
            rig.add("type", byType, "records", new String[] {"66, 9999"});
            rig.add("both", both, "records", List.of("malware", "66"));
            rig.send(FakeRecord.metadata(1), FakeRecord.event(100, 2), FakeRecord.malware(100, 3));
            rig.send(FakeRecord.event(100, 4));
            both.awaitTaken(2);
            byGroup.awaitTaken(1);
            byType.awaitTaken(1);
            assertEquals(List.of(FakeRecord.malware(100, 3)), byGroup.taken);
            assertEquals(List.of(FakeRecord.metadata(1)), byType.taken);
            assertEquals(List.of(FakeRecord.metadata(1), FakeRecord.malware(100, 3)), both.taken);
            rig.awaitFinished("group", 4);
            assertEquals(0, rig.status("group").behind());
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
        try (Rig rig = new Rig()) {
            rig.add("plugin", plugin, "callback", "receive");
            rig.send(FakeRecord.event(100, 1));
            plugin.awaitTaken(1);
            assertEquals(0, rig.status("plugin").failed());
        }
    }

    @Test
    void shouldListThePluginsInTheOrderTheyCame() throws Exception {
        try (Rig rig = new Rig()) {
            rig.add("zulu", new CollectingPlugin());
            rig.add("alpha", new CollectingPlugin(), "author", "");
            rig.add("mike", new CollectingPlugin());
            assertEquals(
                    List.of("zulu", "alpha", "mike"),
                    rig.roster.statuses().stream().map(PluginStatus::name).toList());
            assertEquals("at least once", rig.status("zulu").delivery());
            assertFalse(rig.status("alpha").reason().isEmpty());
        }
    }

    @Test
    void shouldCountWhatTheLogHasNoRoomForAndAPluginMayLose() throws Exception {
        GatedPlugin slow = new GatedPlugin(true);
        try (Rig rig = new Rig()) {
            rig.add("slow", slow, "overflow", "drop");
            rig.log.limit(2);
            rig.send(FakeRecord.event(100, 0));
            slow.entered.await();
            for (int number = 1; number <= 5; number++) {
                rig.send(FakeRecord.event(100, number));
            }
            slow.open();
            slow.awaitTaken(3);
            assertEquals(List.of(0L, 4L, 5L), slow.numbers());
            assertEquals(3, rig.status("slow").lost());
        }
    }

    @Test
    void shouldHoldBackTheServerForAFullLogUntilThereIsRoom() throws Exception {
        GatedPlugin slow = new GatedPlugin(true);
        try (Rig rig = new Rig()) {
            FutureTask<Void> blocked = fill(rig, slow);
            assertThrows(TimeoutException.class, () -> blocked.get(50, TimeUnit.MILLISECONDS));
            slow.open();
            blocked.get(10, TimeUnit.SECONDS);
            slow.awaitTaken(3);
            assertEquals(List.of(0L, 1L, 9L), slow.numbers());
            assertEquals(0, rig.status("slow").lost());
        }
    }

    @Test
    void shouldReleaseTheServerWhenTheBlockingPluginIsRemoved() throws Exception {
        GatedPlugin slow = new GatedPlugin(true);
        try (Rig rig = new Rig(new MemoryEventLog(), Rig.draining(Duration.ZERO))) {
            FutureTask<Void> blocked = fill(rig, slow);
            assertThrows(TimeoutException.class, () -> blocked.get(50, TimeUnit.MILLISECONDS));
            rig.remove("slow");
            blocked.get(10, TimeUnit.SECONDS);
            assertTrue(rig.roster.statuses().isEmpty());
        }
    }

    @Test
    void shouldNeverLetOneThatHangsForEverDelayTheOthers() throws Exception {
        GatedPlugin hanging = new GatedPlugin(true);
        CollectingPlugin other = new CollectingPlugin();
        try (Rig rig = new Rig()) {
            rig.add("hanging", hanging);
            rig.add("other", other);
            rig.send(FakeRecord.event(100, 0));
            hanging.entered.await();
            for (int number = 1; number < 200; number++) {
                rig.send(FakeRecord.event(100, number));
                other.awaitTaken(number + 1);
            }
            assertEquals(200, rig.status("hanging").behind());
            hanging.open();
            hanging.awaitTaken(200);
            assertEquals(other.numbers(), hanging.numbers());
        }
    }

    @Test
    void shouldFollowAChangeOfOverflowWithoutDoublingOrLosing() throws Exception {
        DurableCollector plugin = new DurableCollector(new Disk());
        try (Rig rig = new Rig()) {
            rig.add("plugin", plugin);
            rig.send(FakeRecord.event(100, 1));
            plugin.awaitTaken(1);
            Map<String, Object> properties = Rig.properties("component.name", "plugin", "overflow", "drop");
            rig.roster.change("plugin", PluginIdentity.of(properties, "bundle.plugin", 1), properties);
            rig.send(FakeRecord.event(100, 2));
            rig.awaitFinished("plugin", 2);
        }
        assertEquals(List.of(1L, 2L), plugin.numbers());
    }

    /** The log is full of what the plugin has in hand and what comes next: one more must wait. */
    private static FutureTask<Void> fill(Rig rig, GatedPlugin slow) throws Exception {
        rig.add("slow", slow);
        rig.log.limit(2);
        rig.send(FakeRecord.event(100, 0));
        slow.entered.await();
        rig.send(FakeRecord.event(100, 1));
        FutureTask<Void> task = new FutureTask<>(() -> {
            rig.send(FakeRecord.event(100, 9));
            return null;
        });
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return task;
    }
}
