package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.estreamer.dispatcher.delivery.DeliverySettings;
import org.estreamer.pipeline.delivery.PluginStatus.State;
import org.estreamer.pipeline.log.MemoryEventLog;
import org.estreamer.plugin.UnavailableException;
import org.estreamer.record.FakeRecord;
import org.estreamer.record.Record;
import org.junit.jupiter.api.Test;

class WaitingPluginTest {
    private static final String REASON = "Cannot reach the database lab: connection refused";

    private final MemoryEventLog log = new MemoryEventLog();

    /** Takes nothing while its database is down. */
    private static final class DatabasePlugin extends CollectingPlugin {
        volatile boolean down;
        volatile boolean downWhenIdle;
        final AtomicInteger refused = new AtomicInteger();

        @Override
        public void onRecord(Record record) throws Exception {
            refuseIf(down);
            super.onRecord(record);
        }

        @Override
        public void onIdle() throws Exception {
            refuseIf(downWhenIdle);
            super.onIdle();
        }

        private void refuseIf(boolean refuse) throws UnavailableException {
            if (refuse) {
                refused.incrementAndGet();
                throw new UnavailableException(REASON);
            }
        }
    }

    @Test
    void shouldOfferTheSameRecordAgainUntilItIsTaken() throws Exception {
        DatabasePlugin plugin = new DatabasePlugin();
        try (Rig rig = new Rig(log, impatient())) {
            breakDown(rig, plugin);
            rig.send(FakeRecord.event(100, 1), FakeRecord.event(101, 2));
            Await.until("offered again", () -> plugin.refused.get() > 2);
            assertEquals(State.WAITING, rig.status("plugin").state());
            assertEquals(REASON, rig.status("plugin").reason());
            plugin.down = false;
            plugin.awaitTaken(3);
            assertEquals(List.of(0L, 1L, 2L), plugin.numbers());
            rig.awaitCounted("plugin", 3);
            Await.until("it has caught up", () -> rig.status("plugin").state() == State.ACTIVE);
            assertEquals("", rig.status("plugin").reason());
            assertEquals(0, rig.status("plugin").failed());
        }
    }

    @Test
    void shouldOfferARecordAgainThatFoundNoHeap() throws Exception {
        AtomicInteger full = new AtomicInteger(2);
        CollectingPlugin plugin = new CollectingPlugin() {
            @Override
            public void onRecord(Record record) throws Exception {
                if (full.getAndDecrement() > 0) {
                    throw new OutOfMemoryError("pretended");
                }
                super.onRecord(record);
            }
        };
        try (Rig rig = new Rig(log)) {
            rig.add("plugin", plugin);
            rig.send(FakeRecord.event(100, 1), FakeRecord.event(100, 2));
            plugin.awaitTaken(2);
            assertEquals(List.of(1L, 2L), plugin.numbers());
            assertEquals(0, rig.status("plugin").failed());
        }
    }

    @Test
    void shouldWaitForTheFlushAtTheEndOfTheQueueToo() throws Exception {
        DatabasePlugin plugin = new DatabasePlugin();
        plugin.downWhenIdle = true;
        try (Rig rig = new Rig(log, impatient())) {
            rig.add("plugin", plugin);
            rig.send(FakeRecord.event(100, 0));
            Await.until("called again", () -> plugin.refused.get() > 1);
            assertEquals(State.WAITING, rig.status("plugin").state());
            plugin.downWhenIdle = false;
            Await.until("idle", () -> plugin.idled.get() >= 1);
            rig.send(FakeRecord.event(101, 1));
            plugin.awaitTaken(2);
            assertEquals(0, rig.status("plugin").failed());
        }
    }

    @Test
    void shouldAskAgainForThePositionThatIsNotToBeHadForNow() throws Exception {
        AtomicBoolean busy = new AtomicBoolean(true);
        DurableCollector plugin = new DurableCollector(new Disk()) {
            @Override
            public Optional<byte[]> resume(String server) throws Exception {
                if (busy.get()) {
                    throw new UnavailableException("out.log is written by another");
                }
                return super.resume(server);
            }
        };
        try (Rig rig = new Rig(log)) {
            rig.add("plugin", plugin);
            rig.send(FakeRecord.event(100, 1));
            Await.until(
                    "told",
                    () -> rig.status("plugin").reason().endsWith("cannot be read: out.log is written by another"));
            assertEquals(State.WAITING, rig.status("plugin").state());
            busy.set(false);
            Await.until("goes on", () -> rig.status("plugin").state() == State.ACTIVE);
            assertEquals("", rig.status("plugin").reason());
            assertEquals(0, rig.status("plugin").failed());
        }
    }

    @Test
    void shouldHoldNobodyBackAndGoOnWhereItStopped() throws Exception {
        DatabasePlugin plugin = new DatabasePlugin();
        CollectingPlugin other = new CollectingPlugin();
        plugin.down = true;
        try (Rig rig = new Rig(log, impatient())) {
            rig.add("plugin", plugin);
            rig.add("other", other);
            for (int number = 0; number < 50; number++) {
                rig.send(FakeRecord.event(100 + number / 5, number));
                other.awaitTaken(number + 1);
            }
            rig.awaitState("plugin", State.WAITING);
            assertEquals(50, rig.status("plugin").behind());
            plugin.down = false;
            plugin.awaitTaken(50);
            assertEquals(LongStream.range(0, 50).boxed().toList(), plugin.numbers());
            assertEquals(0, rig.status("plugin").failed());
        }
    }

    @Test
    void shouldLeaveAtOnceWithoutThePositionOfTheRecordItWaitsWith() throws Exception {
        DatabasePlugin plugin = new DatabasePlugin();
        try (Rig rig = new Rig(log, impatient())) {
            breakDown(rig, plugin);
            rig.send(FakeRecord.event(101, 1), FakeRecord.event(102, 2));
            Await.until("refused", () -> plugin.refused.get() > 0);
            rig.remove("plugin");
            assertEquals(1, log.place("plugin", Rig.SERVER));
        }
        DatabasePlugin again = new DatabasePlugin();
        try (Rig rig = new Rig(log, impatient())) {
            rig.add("plugin", again);
            again.awaitTaken(2);
            assertEquals(List.of(1L, 2L), again.numbers());
        }
    }

    @Test
    void shouldKeepThePositionMeanwhileOnlyOfAPluginThatDoesNotKeepItItself() throws Exception {
        DatabasePlugin plugin = new DatabasePlugin();
        AtomicBoolean down = new AtomicBoolean();
        AtomicInteger refused = new AtomicInteger();
        DurableCollector durable = new DurableCollector(new Disk()) {
            @Override
            public void onRecord(Record record) throws Exception {
                if (down.get()) {
                    refused.incrementAndGet();
                    throw new UnavailableException(REASON);
                }
                super.onRecord(record);
            }
        };
        try (Rig rig = new Rig(log, impatient())) {
            rig.add("durable", durable);
            breakDown(rig, plugin);
            durable.awaitTaken(1);
            rig.awaitFinished("durable", 1);
            int persisted = durable.persisted.get();
            down.set(true);
            rig.send(FakeRecord.event(101, 1));
            Await.until("refused", () -> plugin.refused.get() > 2 && refused.get() > 2);
            rig.awaitFinished("plugin", 1);
            assertEquals(persisted, durable.persisted.get());
            down.set(false);
            durable.awaitTaken(2);
        }
    }

    /** The plugin has taken the first record when its database goes. */
    private static void breakDown(Rig rig, DatabasePlugin plugin) throws Exception {
        rig.add("plugin", plugin);
        rig.send(FakeRecord.event(100, 0));
        plugin.awaitTaken(1);
        plugin.down = true;
    }

    /** One failure or a short standstill would mean quarantine, and a plugin could leave for longer than a test runs. */
    private static DeliverySettings impatient() {
        return new DeliverySettings(
                Duration.ofSeconds(10),
                1,
                Duration.ofSeconds(20),
                Duration.ofHours(1),
                Rig.SETTINGS.position(),
                Rig.SETTINGS.deadLetterBytes());
    }
}
