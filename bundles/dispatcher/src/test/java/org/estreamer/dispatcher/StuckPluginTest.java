package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.estreamer.dispatcher.delivery.DeliverySettings;
import org.estreamer.pipeline.delivery.PluginStatus.State;
import org.estreamer.pipeline.log.MemoryEventLog;
import org.estreamer.record.FakeRecord;
import org.estreamer.record.Record;
import org.junit.jupiter.api.Test;

class StuckPluginTest {
    private static final Duration STUCK = Rig.SETTINGS.stuck();
    private static final Duration QUARANTINE = Rig.SETTINGS.quarantine();

    @Test
    void shouldShowAStuckPluginWithItsStack() throws Exception {
        GatedPlugin plugin = new GatedPlugin(true);
        try (Rig rig = new Rig()) {
            hang(rig, plugin);
            rig.leap(STUCK);
            assertEquals(State.STUCK, rig.status("plugin").state());
            assertTrue(
                    rig.status("plugin").reason().contains("GatedPlugin.onRecord"),
                    rig.status("plugin").reason());
            plugin.open();
            rig.awaitState("plugin", State.ACTIVE);
            assertEquals("", rig.status("plugin").reason());
        }
    }

    @Test
    void shouldShowAPluginThatIsLongBusyAsSlowUntilItIsThrough() throws Exception {
        SluggishPlugin plugin = new SluggishPlugin();
        try (Rig rig = new Rig()) {
            rig.add("plugin", plugin);
            rig.send(LongStream.range(0, 100)
                    .mapToObj(number -> FakeRecord.event(100, number))
                    .toArray(FakeRecord[]::new));
            plugin.half.await();
            rig.leap(STUCK.dividedBy(2));
            rig.awaitState("plugin", State.SLOW);
            String reason = rig.status("plugin").reason();
            assertTrue(reason.matches("busy with one batch of records for (1[5-9]|[2-5][0-9]) s, at .*"), reason);
            assertTrue(reason.contains("SluggishPlugin.onRecord"), reason);
            plugin.hurry.countDown();
            rig.awaitState("plugin", State.ACTIVE);
            assertEquals("", rig.status("plugin").reason());
        }
    }

    /** None of its calls takes long; all together do. */
    private static final class SluggishPlugin extends CollectingPlugin {
        private final CountDownLatch half = new CountDownLatch(1);
        private final CountDownLatch hurry = new CountDownLatch(1);

        @Override
        public void onRecord(Record record) throws Exception {
            super.onRecord(record);
            if (taken.size() == 50) {
                half.countDown();
                hurry.await();
            }
        }
    }

    @Test
    void shouldGiveAStuckPluginEverythingOnceItGoesOnWhileOthersNeverWait() throws Exception {
        GatedPlugin stuck = new GatedPlugin(true);
        CollectingPlugin other = new CollectingPlugin();
        try (Rig rig = new Rig()) {
            rig.add("other", other);
            hang(rig, stuck);
            rig.leap(STUCK);
            rig.awaitState("plugin", State.STUCK);
            for (int number = 1; number < 50; number++) {
                rig.send(FakeRecord.event(100 + number / 5, number));
                other.awaitTaken(number + 1);
            }
            stuck.open();
            stuck.awaitTaken(50);
            assertEquals(LongStream.range(0, 50).boxed().toList(), stuck.numbers());
            assertEquals(50, other.taken.size());
        }
    }

    @Test
    void shouldQuarantineAPluginThatStandsStillAndReadmitItWhenItHasComeBack() throws Exception {
        GatedPlugin plugin = new GatedPlugin(true);
        try (Rig rig = new Rig()) {
            hang(rig, plugin);
            rig.send(FakeRecord.event(101, 1), FakeRecord.event(102, 2));
            rig.leap(QUARANTINE);
            rig.awaitState("plugin", State.QUARANTINED);
            assertTrue(
                    rig.status("plugin").reason().contains("GatedPlugin.onRecord"),
                    rig.status("plugin").reason());
            assertFalse(rig.roster.readmit("plugin"), "its call has not come back");
            assertFalse(rig.roster.readmit("nobody"));

            plugin.open();
            Await.until("readmitted", () -> rig.roster.readmit("plugin"));
            // what it did after it was given up does not count: the first record comes again
            plugin.awaitTaken(4);
            assertEquals(List.of(0L, 0L, 1L, 2L), plugin.numbers());
            assertEquals(State.ACTIVE, rig.status("plugin").state());
            rig.awaitCounted("plugin", 3);
            assertEquals(3, rig.status("plugin").delivered());
        }
    }

    @Test
    void shouldLetNothingPersistInAPluginThatWasQuarantinedForStandingStill() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Disk disk = new Disk();
        DurableCollector plugin = new DurableCollector(disk) {
            @Override
            public void onRecord(Record record) throws Exception {
                entered.countDown();
                gate.await();
                super.onRecord(record);
            }
        };
        try (Rig rig = new Rig()) {
            rig.add("plugin", plugin);
            rig.send(FakeRecord.event(100, 1));
            entered.await();
            rig.leap(QUARANTINE);
            rig.awaitState("plugin", State.QUARANTINED);
            gate.countDown();
            Await.until("readmitted", () -> rig.roster.readmit("plugin"));
            Await.until("persisted", () -> disk.output().size() == 1);
            assertEquals(List.of(1L), plugin.numbers());
        }
    }

    @Test
    void shouldQuarantineAPluginAfterFailuresInARow() throws Exception {
        CollectingPlugin plugin = new CollectingPlugin() {
            @Override
            public void onRecord(Record record) throws Exception {
                super.onRecord(record);
                if (((FakeRecord) record).number() != 2) {
                    throw new IllegalArgumentException("cannot take it");
                }
            }
        };
        DeliverySettings three = new DeliverySettings(
                STUCK, 3, QUARANTINE, Rig.SETTINGS.drain(), Rig.SETTINGS.position(), Rig.SETTINGS.deadLetterBytes());
        try (Rig rig = new Rig(new MemoryEventLog(), three)) {
            rig.add("plugin", plugin);
            for (int number = 0; number < 10; number++) {
                rig.send(FakeRecord.event(100, number));
            }
            rig.awaitState("plugin", State.QUARANTINED);
            assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L), plugin.numbers());
            assertEquals(
                    "3 failures in a row, the last one: java.lang.IllegalArgumentException: cannot take it",
                    rig.status("plugin").reason());
            assertEquals(6, rig.log.place("plugin", Rig.SERVER), "those count as finished");
            Await.until("readmitted", () -> rig.roster.readmit("plugin"));
            plugin.awaitTaken(9);
            assertEquals(List.of(6L, 7L, 8L), plugin.numbers().subList(6, 9));
        }
    }

    private static void hang(Rig rig, GatedPlugin plugin) throws Exception {
        rig.add("plugin", plugin);
        rig.send(FakeRecord.event(100, 0));
        plugin.entered.await();
    }
}
