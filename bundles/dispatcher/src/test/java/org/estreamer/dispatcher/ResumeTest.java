package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.estreamer.pipeline.delivery.PluginStatus.State;
import org.estreamer.pipeline.log.LogPosition;
import org.estreamer.pipeline.log.MemoryEventLog;
import org.estreamer.plugin.DurablePlugin;
import org.estreamer.plugin.Plugin;
import org.estreamer.record.FakeRecord;
import org.estreamer.record.Record;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a plugin goes on. */
class ResumeTest {
    private final MemoryEventLog log = new MemoryEventLog();
    private final Disk disk = new Disk();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldGoOnAfterARestartWhereItStopped(boolean durable) throws Exception {
        try (Rig rig = new Rig(log)) {
            CollectingPlugin plugin = add(rig, durable);
            rig.send(FakeRecord.event(100, 1), FakeRecord.event(100, 1), FakeRecord.event(100, 2));
            plugin.awaitTaken(3);
        }
        try (Rig rig = new Rig(log)) {
            rig.send(FakeRecord.event(99, 3), FakeRecord.metadata(9));
            CollectingPlugin plugin = add(rig, durable);
            Await.until("the next ones", () -> plugin.taken.contains(FakeRecord.metadata(9)));
            assertEquals(durable ? List.of(1L, 1L, 2L, 3L) : List.of(3L), plugin.numbers());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldLetAReplacedPluginGoOnWhereTheOldOneStopped(boolean durable) throws Exception {
        try (Rig rig = new Rig(log)) {
            CollectingPlugin before = add(rig, durable);
            rig.send(FakeRecord.event(100, 1), FakeRecord.event(103, 2));
            before.awaitTaken(2);
            rig.remove("plugin");
            rig.send(FakeRecord.event(103, 2), FakeRecord.event(101, 3));
            CollectingPlugin after = add(rig, durable);
            Await.until("what was missed", () -> after.numbers().contains(3L));
            assertEquals(durable ? List.of(1L, 2L, 2L, 3L) : List.of(2L, 3L), after.numbers());
        }
    }

    @Test
    void shouldGiveEverythingToWhoIsMissingAtTheFirstStart() throws Exception {
        try (Rig rig = new Rig(log)) {
            rig.send(FakeRecord.event(100, 1), FakeRecord.event(101, 2));
            CollectingPlugin plugin = add(rig, false);
            plugin.awaitTaken(2);
        }
    }

    @Test
    void shouldBeginWhereStartSays() throws Exception {
        CollectingPlugin first = new CollectingPlugin();
        CollectingPlugin byDefault = new CollectingPlugin();
        CollectingPlugin oldest = new CollectingPlugin();
        try (Rig rig = new Rig(log)) {
            rig.add("first", first);
            rig.send(FakeRecord.event(100, 1));
            first.awaitTaken(1);
            rig.add("default", byDefault);
            rig.add("oldest", oldest, "start", "oldest");
            rig.send(FakeRecord.event(100, 2));
            oldest.awaitTaken(2);
            byDefault.awaitTaken(1);
            assertEquals(List.of(2L), byDefault.numbers());
        }
    }

    @Test
    void shouldMoveThePositionOfAPluginPastRecordsItDoesNotWant() throws Exception {
        try (Rig rig = new Rig(log)) {
            rig.add("plugin", new CollectingPlugin(), "records", "malware");
            rig.send(FakeRecord.malware(100, 1));
            rig.send(FakeRecord.event(150, 2));
            rig.awaitFinished("plugin", 2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldGiveANewcomerTheMetadataFromBeforeOnce(boolean durable) throws Exception {
        CollectingPlugin first = new CollectingPlugin();
        try (Rig rig = new Rig(log)) {
            rig.metadata.current.addAll(List.of(FakeRecord.metadata(7), FakeRecord.malware(9, 8)));
            rig.add("first", first);
            rig.send(FakeRecord.event(100, 1));
            first.awaitTaken(1);
            CollectingPlugin plugin = add(rig, durable, "records", "metadata connection");
            rig.send(FakeRecord.event(100, 2));
            plugin.awaitTaken(2);
            assertEquals(List.of(FakeRecord.metadata(7), FakeRecord.event(100, 2)), plugin.taken);
            assertEquals(List.of(1L), rig.metadata.askedBefore);
            rig.awaitFinished("plugin", 2);
        }
        try (Rig rig = new Rig(log)) {
            CollectingPlugin again = add(rig, durable);
            rig.send(FakeRecord.event(100, 3));
            Await.until("the next one", () -> again.numbers().contains(3L));
            assertEquals(List.of(), rig.metadata.askedBefore);
        }
    }

    @Test
    void shouldPersistTheMetadataOfANewcomerOnlyWithItsFirstPosition() throws Exception {
        try (Rig rig = new Rig(log)) {
            CollectingPlugin first = new CollectingPlugin();
            rig.add("first", first);
            rig.send(FakeRecord.event(100, 1));
            first.awaitTaken(1);
            rig.metadata.current.addAll(List.of(FakeRecord.metadata(7), FakeRecord.metadata(8)));
            CountDownLatch among = new CountDownLatch(1);
            DurableCollector leaving = new DurableCollector(disk) {
                @Override
                public void onRecord(Record record) throws Exception {
                    super.onRecord(record);
                    among.countDown();
                    rig.remove("plugin");
                }
            };
            rig.add("plugin", (Plugin) leaving);
            rig.send(FakeRecord.event(100, 2));
            among.await();
            Await.until(
                    "gone", () -> log.forget("nobody") || rig.roster.statuses().size() == 1);
            CollectingPlugin plugin = add(rig, true);
            plugin.awaitTaken(3);
            assertEquals(
                    List.of(FakeRecord.metadata(7), FakeRecord.metadata(8), FakeRecord.event(100, 2)), plugin.taken);
        }
    }

    @Test
    void shouldGiveNothingMoreWhileThePositionCannotBePersisted() throws Exception {
        DurableCollector plugin = new DurableCollector(disk);
        try (Rig rig = new Rig(log)) {
            rig.add("plugin", plugin);
            disk.full(true);
            rig.send(FakeRecord.event(100, 1), FakeRecord.event(100, 2));
            plugin.awaitTaken(2);
            Await.until("told", () -> rig.status("plugin").reason().contains("No space left on device"));
            assertEquals(State.WAITING, rig.status("plugin").state());
            rig.send(FakeRecord.event(100, 3));
            Await.until("tried again", () -> disk.refused() > 3);
            assertEquals(2, plugin.taken.size());
            assertEquals(0, log.place("plugin", Rig.SERVER));
            assertEquals(0, rig.status("plugin").failed());
            disk.full(false);
            Await.until("persisted", () -> disk.output().size() == 3);
            assertEquals("exactly once", rig.status("plugin").delivery());
            Await.until("no longer told", () -> rig.status("plugin").reason().isEmpty());
            assertEquals(State.ACTIVE, rig.status("plugin").state());
        }
    }

    @Test
    void shouldPersistNothingTwice() throws Exception {
        DurableCollector plugin = new DurableCollector(disk);
        try (Rig rig = new Rig(log)) {
            rig.add("plugin", plugin);
            rig.send(FakeRecord.metadata(1), FakeRecord.metadata(2));
            rig.awaitFinished("plugin", 2);
            int persisted = plugin.persisted.get();
            rig.send(FakeRecord.event(100, 3));
            rig.awaitFinished("plugin", 3);
            assertEquals(persisted + 1, plugin.persisted.get());
        }
    }

    @Test
    void shouldKeepNoPositionBeforeItsRecordsAreDurable() throws Exception {
        DurableCollector durable = new DurableCollector(disk);
        CollectingPlugin plain = new CollectingPlugin();
        log.holdDurable();
        try (Rig rig = new Rig(log)) {
            rig.add("durable", durable);
            rig.add("plain", plain);
            rig.send(FakeRecord.event(100, 1));
            durable.awaitTaken(1);
            plain.awaitTaken(1);
            rig.time.leap(Rig.SETTINGS.position());
            Await.until("both wait", () -> log.waiting(Rig.SERVER) == 2);
            assertEquals(0, durable.persisted.get());
            assertEquals(0, log.place("plain", Rig.SERVER));
            log.releaseDurable();
            rig.awaitFinished("durable", 1);
            rig.awaitFinished("plain", 1);
            assertEquals(1, disk.output().size());
        }
    }

    @Test
    void shouldGiveNothingOfAServerToAPluginWhosePositionCannotBeRead() throws Exception {
        class Unreadable extends CollectingPlugin implements DurablePlugin {
            private volatile boolean readable;

            @Override
            public void persist(Map<String, byte[]> positions) {}

            @Override
            public Optional<byte[]> resume(String server) {
                if (!readable && server.equals(Rig.SERVER)) {
                    throw new IllegalStateException("side file is gone");
                }
                return Optional.empty();
            }
        }
        Unreadable plugin = new Unreadable();
        try (Rig rig = new Rig(log)) {
            rig.add("plugin", plugin);
            rig.send(FakeRecord.event(100, 1));
            rig.send(FakeRecord.event(100, 2).from("second"));
            plugin.awaitTaken(1);
            rig.awaitState("plugin", State.WAITING);
            assertEquals(List.of(2L), plugin.numbers(), "the other server has nothing to do with it");
            assertEquals(
                    "gets no records of server fmc: its position cannot be read:"
                            + " java.lang.IllegalStateException: side file is gone",
                    rig.status("plugin").reason());
            plugin.readable = true;
            plugin.awaitTaken(2);
            rig.awaitState("plugin", State.ACTIVE);
        }
    }

    @Test
    void shouldGiveNothingOfAServerWherePositionIsDamaged() throws Exception {
        disk.write(List.of(), Map.of(Rig.SERVER, new byte[36]));
        CollectingPlugin other = new CollectingPlugin();
        try (Rig rig = new Rig(log)) {
            CollectingPlugin plugin = add(rig, true);
            rig.add("other", other);
            rig.send(FakeRecord.event(100, 1));
            other.awaitTaken(1);
            rig.awaitState("plugin", State.WAITING);
            assertTrue(
                    rig.status("plugin").reason().contains("the position that it gave back is damaged"),
                    rig.status("plugin").reason());
            assertTrue(plugin.taken.isEmpty());
        }
    }

    @Test
    void shouldTellOfAPositionBeyondTheEndOfTheLog() throws Exception {
        disk.write(List.of(), Map.of(Rig.SERVER, new LogPosition(1, 0, 77, 0).encode()));
        try (Rig rig = new Rig(log)) {
            rig.send(FakeRecord.event(100, 1));
            CollectingPlugin plugin = add(rig, true);
            Await.until("told", () -> rig.status("plugin").reason().contains("behind the end"));
            rig.send(FakeRecord.event(100, 2));
            plugin.awaitTaken(1);
            assertEquals(List.of(2L), plugin.numbers());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldGoOnInALogThatGetsAnotherName(boolean durable) throws Exception {
        try (Rig rig = new Rig(log)) {
            CollectingPlugin plugin = add(rig, durable);
            rig.send(FakeRecord.event(100, 1), FakeRecord.event(100, 2));
            rig.awaitFinished("plugin", 2);
            log.rename(Rig.SERVER, "renamed");
            rig.send(FakeRecord.event(100, 3).from("renamed"));
            Await.until("all", () -> plugin.numbers().contains(3L));
            assertEquals(List.of(1L, 2L, 3L), plugin.numbers());
        }
    }

    @Test
    void shouldGoOnByThePositionThatAPluginHasUnderTheNameBefore() throws Exception {
        try (Rig rig = new Rig(log)) {
            CollectingPlugin plugin = add(rig, true);
            rig.send(FakeRecord.event(100, 1));
            rig.awaitFinished("plugin", 1);
            assertEquals(List.of(1L), plugin.numbers());
        }
        log.put(new RecordBatch(Rig.SERVER, List.of(FakeRecord.event(100, 2), FakeRecord.event(100, 3))));
        // killed when the plugin had kept its position, and the log had not heard of it
        disk.write(List.of(), Map.of(Rig.SERVER, new LogPosition(1, 0, 2, 100).encode()));
        log.rename(Rig.SERVER, "renamed");
        try (Rig rig = new Rig(log)) {
            CollectingPlugin plugin = add(rig, true);
            plugin.awaitTaken(1);
            assertEquals(List.of(3L), plugin.numbers());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBeginAgainFromThePositionWhereTheLogHasLostItsEnd(boolean durable) throws Exception {
        try (Rig rig = new Rig(log)) {
            CollectingPlugin plugin = add(rig, durable);
            rig.send(FakeRecord.event(100, 1));
            rig.awaitFinished("plugin", 1);
            log.holdDurable();
            rig.send(FakeRecord.event(100, 2), FakeRecord.event(100, 3));
            plugin.awaitTaken(3);
            log.cutBack(Rig.SERVER, 1);
            log.releaseDurable();
            rig.send(FakeRecord.event(100, 3), FakeRecord.event(100, 2), FakeRecord.event(100, 4));
            Await.until("all", () -> plugin.numbers().contains(4L));
            assertEquals(durable ? List.of(1L, 3L, 2L, 4L) : List.of(1L, 2L, 3L, 3L, 2L, 4L), plugin.numbers());
            rig.awaitFinished("plugin", 4);
        }
    }

    @Test
    void shouldCountAndPassOverWhatTheLogHasLost() throws Exception {
        try (Rig rig = new Rig(log)) {
            CollectingPlugin before = add(rig, false);
            rig.send(FakeRecord.event(100, 0));
            before.awaitTaken(1);
            rig.remove("plugin");
            for (int number = 1; number < 10; number++) {
                rig.send(FakeRecord.event(100, number));
            }
            log.lose(Rig.SERVER, 5);
            log.damage(Rig.SERVER, 7, 8);
            CollectingPlugin plugin = add(rig, false);
            plugin.awaitTaken(4);
            assertEquals(List.of(5L, 6L, 8L, 9L), plugin.numbers());
            assertEquals(5, rig.status("plugin").lost());
            rig.awaitFinished("plugin", 10);
            assertEquals(0, rig.status("plugin").behind());
        }
    }

    @Test
    void shouldPersistThePositionsOfAllServersInOneStep() throws Exception {
        DurableCollector plugin = new DurableCollector(disk);
        try (Rig rig = new Rig(log)) {
            rig.add("plugin", plugin);
            rig.send(FakeRecord.event(100, 1));
            plugin.awaitTaken(1);
            rig.send(FakeRecord.event(100, 2).from("second"));
            plugin.awaitTaken(2);
        }
        assertEquals(2, disk.output().size());
        assertFalse(disk.position("second") == null || disk.position("fmc") == null);
    }

    @Test
    void shouldPersistWhatItTookBeforeAnotherServerIsAskedFor() throws Exception {
        disk.whenAsked(server -> assertEquals(
                server.equals(Rig.SERVER) ? 0 : 1, disk.output().size(), "resume throws away what is not persisted"));
        DurableCollector plugin = new DurableCollector(disk);
        try (Rig rig = new Rig(log)) {
            rig.add("plugin", plugin);
            rig.send(FakeRecord.event(100, 1));
            plugin.awaitTaken(1);
            rig.send(FakeRecord.event(100, 2).from("second"));
            plugin.awaitTaken(2);
            assertEquals(0, rig.status("plugin").failed());
        }
        assertEquals(List.of(1L, 2L), plugin.numbers());
    }

    /** A position as version 1 wrote it, with no digests. */
    private CollectingPlugin add(Rig rig, boolean durable, Object... pairs) {
        CollectingPlugin plugin = durable ? new DurableCollector(disk) : new CollectingPlugin();
        rig.add("plugin", (Plugin) plugin, pairs);
        return plugin;
    }
}
