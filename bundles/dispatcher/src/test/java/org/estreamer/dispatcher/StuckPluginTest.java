package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.estreamer.pipeline.PluginStatus;
import org.estreamer.pipeline.PluginStatus.State;
import org.estreamer.record.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StuckPluginTest {
    @TempDir
    Path data;

    @Test
    void shouldShowAStuckPluginWithItsStack() throws Exception {
        GatedPlugin plugin = new GatedPlugin(true);
        try (Rig rig = new Rig(data, settings(Duration.ofMillis(40), Duration.ofMinutes(1), 0))) {
            rig.add("plugin", plugin);
            rig.open();
            rig.send(FakeRecord.event(100, 1));
            awaitState(rig, State.STUCK);
            assertTrue(
                    rig.status("plugin").reason().contains("GatedPlugin.onRecord"),
                    rig.status("plugin").reason());
            plugin.open();
            awaitState(rig, State.ACTIVE);
            assertEquals("", rig.status("plugin").reason());
        }
    }

    @Test
    void shouldShowAPluginThatGetsItsRecordsLateAsSlowUntilItHasCaughtUp() throws Exception {
        SluggishPlugin plugin = new SluggishPlugin();
        try (Rig rig = new Rig(data, settings(Duration.ofMillis(400), Duration.ofMinutes(1), 0))) {
            rig.add("plugin", plugin);
            rig.open();
            rig.send(LongStream.range(0, 1000)
                    .mapToObj(number -> FakeRecord.event(100, number))
                    .toArray(FakeRecord[]::new));
            awaitState(rig, State.SLOW);
            String reason = rig.status("plugin").reason();
            assertTrue(reason.matches("records reach it [0-9.]+ s late, at .*"), reason);
            assertTrue(reason.contains("SluggishPlugin.onRecord"), reason);
            plugin.hurry.countDown();
            awaitState(rig, State.ACTIVE);
            assertEquals("", rig.status("plugin").reason());
        }
    }

    /** None of its calls takes long; all together do. */
    private static final class SluggishPlugin extends CollectingPlugin {
        private final CountDownLatch hurry = new CountDownLatch(1);

        @Override
        public void onRecord(Record record) throws Exception {
            if (!hurry.await(20, TimeUnit.MILLISECONDS)) {
                super.onRecord(record);
            }
        }
    }

    @Test
    void shouldLetRecordsPassAStuckPluginAndGiveThemToItOnceItGoesOn() throws Exception {
        GatedPlugin stuck = new GatedPlugin(true);
        CollectingPlugin other = new CollectingPlugin();
        try (Rig rig = new Rig(data, settings(Duration.ofMillis(40), Duration.ofMinutes(1), 0))) {
            rig.add("plugin", stuck);
            rig.add("other", other);
            rig.open();
            List<FakeRecord> sent = new ArrayList<>();
            for (int number = 0; number < 50; number++) {
                sent.add(FakeRecord.event(100 + number / 5, number));
                rig.send(sent.get(number));
            }
            other.awaitTaken(50);
            assertEquals(State.STUCK, rig.status("plugin").state());
            assertTrue(
                    rig.status("plugin").reason().startsWith("behind; "),
                    rig.status("plugin").reason());
            assertEquals(0, rig.restarts.get());

            stuck.open();
            Await.until("a new connection is asked for", () -> rig.restarts.get() == 1);
            assertTrue(stuck.taken.size() < 50);
            rig.stream.close();
            long from = rig.open().resumeSecond().orElseThrow();
            for (FakeRecord record : sent) {
                if (record.archiveTimestamp() >= from) {
                    rig.send(record);
                }
            }
            stuck.awaitTaken(50);
            assertEquals(LongStream.range(0, 50).boxed().toList(), stuck.numbers());
            assertEquals(50, other.taken.size());
            assertTrue(rig.status("other").skipped() > 0);
        }
    }

    @Test
    void shouldQuarantineAPluginThatStandsStillAndReadmitItWhenItHasComeBack() throws Exception {
        GatedPlugin plugin = new GatedPlugin(true);
        try (Rig rig = new Rig(data, settings(Duration.ofMillis(20), Duration.ofMillis(60), 0))) {
            rig.add("plugin", plugin);
            rig.open();
            rig.send(FakeRecord.event(100, 1), FakeRecord.event(101, 2));
            rig.send(FakeRecord.event(102, 3));
            awaitState(rig, State.QUARANTINED);
            assertEquals(0, rig.status("plugin").queued());
            assertFalse(rig.delivery.roster().readmit("plugin"), "its call has not come back");
            assertFalse(rig.delivery.roster().readmit("nobody"));

            plugin.open();
            Await.until("readmitted", () -> rig.delivery.roster().readmit("plugin"));
            assertEquals(State.ACTIVE, rig.status("plugin").state());
            Await.until("a new connection is asked for", () -> rig.restarts.get() == 1);
            rig.open();
            rig.send(FakeRecord.event(100, 1), FakeRecord.event(101, 2), FakeRecord.event(102, 3));
            plugin.awaitTaken(3);
            assertEquals(List.of(1L, 2L, 3L), plugin.numbers());
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
        try (Rig rig = new Rig(data, settings(Duration.ofSeconds(30), Duration.ofSeconds(60), 3))) {
            rig.add("plugin", plugin);
            rig.open();
            for (int number = 0; number < 10; number++) {
                rig.send(FakeRecord.event(100, number));
            }
            awaitState(rig, State.QUARANTINED);
            assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L), plugin.numbers());
            assertEquals(
                    "3 failures in a row, the last one: java.lang.IllegalArgumentException: cannot take it",
                    rig.status("plugin").reason());
        }
    }

    private static void awaitState(Rig rig, State state) {
        Await.until(state + ", is " + rig.status("plugin"), () -> {
            PluginStatus status = rig.status("plugin");
            return status.state() == state;
        });
    }

    private static Settings settings(Duration stuck, Duration quarantine, int failures) {
        return new Settings(
                Rig.queue(10),
                stuck,
                failures,
                quarantine,
                Rig.SETTINGS.drain(),
                Rig.SETTINGS.position(),
                2,
                Duration.ZERO);
    }
}
