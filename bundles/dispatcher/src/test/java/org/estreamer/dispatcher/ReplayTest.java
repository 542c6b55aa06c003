package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.estreamer.pipeline.PluginStatus.State;
import org.estreamer.plugin.Plugin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {
    @TempDir
    Path data;

    private final Disk disk = new Disk();

    @Test
    void shouldPersistMetadataAlthoughNoEventFollows() throws Exception {
        Disk disk = new Disk();
        DurableCollector plugin = new DurableCollector(disk);
        try (Rig rig = new Rig(data)) {
            rig.add("plugin", plugin);
            rig.open();
            rig.send(FakeRecord.metadata(1), FakeRecord.metadata(2));
            Await.until("persisted", () -> disk.output().size() == 2);
            int persisted = plugin.persisted.get();
            rig.send(FakeRecord.event(100, 3));
            Await.until("persisted", () -> disk.output().size() == 3);
            assertEquals(persisted + 1, plugin.persisted.get(), "nothing was persisted twice");
        }
    }

    @Test
    void shouldTakeWhatComesWhereThereIsNoPosition() throws Exception {
        CollectingPlugin plugin = new CollectingPlugin();
        try (Rig rig = new Rig(data)) {
            rig.add("plugin", plugin);
            assertEquals(OptionalLong.empty(), rig.open().resumeSecond());
            rig.send(FakeRecord.event(5, 1), FakeRecord.event(4, 2), FakeRecord.event(1000, 3), FakeRecord.event(1, 4));
            plugin.awaitTaken(4);
            assertEquals(0, rig.status("plugin").skipped());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldCountIdenticalRecordsOfOneSecondAcrossARestart(boolean durable) throws Exception {
        try (Rig rig = new Rig(data)) {
            CollectingPlugin plugin = add(rig, durable);
            rig.open();
            rig.send(FakeRecord.event(100, 1), FakeRecord.event(100, 1), FakeRecord.event(100, 2));
            plugin.awaitTaken(3);
        }
        try (Rig rig = new Rig(data)) {
            CollectingPlugin plugin = add(rig, durable);
            assertEquals(OptionalLong.of(98), rig.open().resumeSecond());
            int before = plugin.taken.size();
            // in another order, and a third one alike
            rig.send(FakeRecord.event(100, 2), FakeRecord.event(100, 1), FakeRecord.event(100, 1));
            rig.send(FakeRecord.event(100, 1), FakeRecord.event(101, 3));
            plugin.awaitTaken(before + 2);
            assertEquals(
                    List.of(1L, 3L),
                    plugin.numbers().subList(before, plugin.numbers().size()));
            assertEquals(3, rig.status("plugin").skipped());
        }
    }

    @Test
    void shouldNeitherHoldBackNorCountRepeatedMetadata() throws Exception {
        try (Rig rig = new Rig(data)) {
            CollectingPlugin plugin = add(rig, false);
            rig.open();
            rig.send(FakeRecord.metadata(1), FakeRecord.event(100, 2));
            plugin.awaitTaken(2);
            rig.open();
            rig.send(FakeRecord.metadata(1), FakeRecord.event(100, 2), FakeRecord.event(101, 3));
            plugin.awaitTaken(4);
            assertEquals(
                    List.of(
                            FakeRecord.metadata(1),
                            FakeRecord.event(100, 2),
                            FakeRecord.metadata(1),
                            FakeRecord.event(101, 3)),
                    plugin.taken);
        }
    }

    @Test
    void shouldNotLoseRecordsThatComeOutOfOrder() throws Exception {
        try (Rig rig = new Rig(data)) {
            CollectingPlugin plugin = add(rig, false);
            rig.open();
            rig.send(FakeRecord.event(105, 1), FakeRecord.event(104, 2), FakeRecord.event(105, 3));
            plugin.awaitTaken(3);
        }
        try (Rig rig = new Rig(data)) {
            CollectingPlugin plugin = add(rig, false);
            assertEquals(OptionalLong.of(103), rig.open().resumeSecond());
            // 4 and 5 had not come before the restart
            rig.send(FakeRecord.event(103, 4), FakeRecord.event(104, 2), FakeRecord.event(104, 5));
            rig.send(FakeRecord.event(105, 3), FakeRecord.event(105, 1), FakeRecord.event(106, 6));
            plugin.awaitTaken(3);
            assertEquals(List.of(4L, 5L, 6L), plugin.numbers());
        }
    }

    @Test
    void shouldNotDoubleWhatIsQueuedWhenTheConnectionIsCut() throws Exception {
        GatedPlugin plugin = new GatedPlugin(true);
        try (Rig rig = new Rig(data)) {
            rig.add("plugin", plugin);
            rig.open();
            rig.send(FakeRecord.event(100, 1), FakeRecord.event(100, 2));
            plugin.entered.await();
            rig.send(FakeRecord.event(100, 3));
            rig.stream.close();
            assertEquals(OptionalLong.of(98), rig.open().resumeSecond());
            rig.send(FakeRecord.event(100, 1), FakeRecord.event(100, 2), FakeRecord.event(100, 3));
            rig.send(FakeRecord.event(100, 4));
            plugin.open();
            plugin.awaitTaken(4);
            assertEquals(List.of(1L, 2L, 3L, 4L), plugin.numbers());
            assertEquals(0, rig.restarts.get());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldLetAReplacedPluginGoOnWhereTheOldOneStopped(boolean durable) throws Exception {
        try (Rig rig = new Rig(data)) {
            CollectingPlugin before = add(rig, durable);
            rig.open();
            rig.send(FakeRecord.event(100, 1), FakeRecord.event(103, 2));
            before.awaitTaken(2);
            rig.remove("plugin");
            CollectingPlugin unaware = add(rig, durable);
            int known = durable ? 2 : 0;
            Await.until("it has joined", () -> {
                try {
                    rig.send(FakeRecord.metadata(9));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return unaware.taken.size() > known;
            });
            rig.send(FakeRecord.event(103, 2));
            Await.until("the next one", () -> unaware.numbers().size() > known);
            assertEquals(2L, unaware.numbers().get(known), "alike, but a new one");
            assertEquals(0, rig.restarts.get(), "nothing was missed");

            rig.remove("plugin");
            rig.send(FakeRecord.event(104, 4));
            CollectingPlugin after = add(rig, durable);
            Await.until("a record was missed", () -> rig.restarts.get() == 1);
            rig.open();
            rig.send(FakeRecord.event(103, 2), FakeRecord.event(103, 2), FakeRecord.event(104, 4));
            Await.until("what was missed", () -> after.numbers().contains(4L));
            assertEquals(durable ? List.of(1L, 2L, 2L, 4L) : List.of(4L), after.numbers());
        }
    }

    @Test
    void shouldNotDoubleForAPluginThatLeftBeforeTheConnectionWasCut() throws Exception {
        try (Rig rig = new Rig(data)) {
            CollectingPlugin before = add(rig, false);
            rig.open();
            rig.send(FakeRecord.event(100, 1));
            before.awaitTaken(1);
            rig.remove("plugin");
            rig.stream.close();
            rig.open();
            CollectingPlugin after = add(rig, false);
            Await.until("restart", () -> rig.restarts.get() == 1);
            rig.open();
            rig.send(FakeRecord.event(100, 1), FakeRecord.event(101, 2));
            after.awaitTaken(1);
            assertEquals(List.of(2L), after.numbers());
        }
    }

    @Test
    void shouldMoveThePositionOfAPluginPastRecordsItDoesNotWant() throws Exception {
        try (Rig rig = new Rig(data)) {
            rig.add("plugin", new CollectingPlugin(), "records", "malware");
            rig.open();
            rig.send(FakeRecord.malware(100, 1));
            rig.send(FakeRecord.event(150, 2));
        }
        try (Rig rig = new Rig(data)) {
            rig.add("plugin", new CollectingPlugin(), "records", "malware");
            assertEquals(OptionalLong.of(148), rig.open().resumeSecond());
        }
    }

    @Test
    void shouldGoOnFromThePositionBeforeWhenTheFileIsDamaged() throws Exception {
        try (Rig rig = new Rig(data)) {
            CollectingPlugin plugin = add(rig, false);
            rig.open();
            rig.send(FakeRecord.event(100, 1));
            plugin.awaitTaken(1);
            Path file = data.resolve("positions/fmc/plugin.position");
            Await.until("first position", () -> Files.exists(file));
            rig.send(FakeRecord.event(200, 2));
            plugin.awaitTaken(2);
        }
        Files.write(data.resolve("positions/fmc/plugin.position"), new byte[] {1});
        try (Rig rig = new Rig(data)) {
            add(rig, false);
            assertEquals(OptionalLong.of(98), rig.open().resumeSecond());
        }
    }

    @Test
    void shouldHoldAPositionThatCannotBePersistedAndTryAgain() throws Exception {
        DurableCollector plugin = new DurableCollector(disk);
        try (Rig rig = new Rig(data)) {
            rig.add("plugin", plugin);
            rig.open();
            disk.full(true);
            rig.send(FakeRecord.event(100, 1));
            plugin.awaitTaken(1);
            rig.send(FakeRecord.event(100, 2));
            plugin.awaitTaken(2);
            assertEquals(0, plugin.persisted.get());
            assertEquals(0, rig.status("plugin").failed());
            disk.full(false);
            Await.until("persisted", () -> disk.output().size() == 2);
            assertEquals("exactly once", rig.status("plugin").delivery());
        }
    }

    @Test
    void shouldGiveNothingOfAServerToAPluginWhosePositionCannotBeRead() throws Exception {
        class Unreadable extends CollectingPlugin implements org.estreamer.plugin.DurablePlugin {
            private volatile boolean readable;

            @Override
            public void persist(java.util.Map<String, byte[]> positions) {}

            @Override
            public java.util.Optional<byte[]> resume(String server) {
                if (!readable) {
                    throw new IllegalStateException("side file is gone");
                }
                return java.util.Optional.empty();
            }
        }
        Unreadable plugin = new Unreadable();
        CollectingPlugin other = new CollectingPlugin();
        try (Rig rig = new Rig(data)) {
            rig.add("plugin", plugin);
            rig.add("other", other);
            rig.open();
            rig.send(FakeRecord.event(100, 1));
            other.awaitTaken(1);
            assertTrue(plugin.taken.isEmpty());
            assertTrue(
                    rig.status("plugin").reason().startsWith("gets no records of server fmc"),
                    rig.status("plugin").reason());
            assertEquals(State.WAITING, rig.status("plugin").state());
            plugin.readable = true;
            Await.until(
                    "read after all",
                    () -> rig.status("plugin").reason().endsWith("side file is gone")
                            && !rig.status("plugin").reason().startsWith("gets no"));
        }
    }

    @Test
    void shouldPersistThePositionsOfAllServersInOneStep() throws Exception {
        DurableCollector plugin = new DurableCollector(disk);
        try (Rig rig = new Rig(data)) {
            rig.add("plugin", plugin);
            rig.open();
            rig.send(FakeRecord.event(100, 1));
            plugin.awaitTaken(1);
            try (var second = rig.delivery.open("second", rig.restarts::incrementAndGet)) {
                assertEquals(1, disk.output().size(), "persisted before the second server is asked for");
                second.dispatch(new org.estreamer.record.RecordBatch(
                        "second", List.of(FakeRecord.event(100, 2).from("second"))));
                plugin.awaitTaken(2);
            }
        }
        assertEquals(2, disk.output().size());
        assertFalse(disk.position("second") == null || disk.position("fmc") == null);
    }

    @Test
    void shouldPersistMetadataBeforeAnotherServerIsAskedForAndAtTheEnd() throws Exception {
        DurableCollector plugin = new DurableCollector(disk);
        try (Rig rig = new Rig(data)) {
            rig.add("plugin", plugin);
            rig.open();
            rig.send(FakeRecord.metadata(1));
            plugin.awaitTaken(1);
            rig.delivery.open("second", rig.restarts::incrementAndGet).close();
            assertEquals(List.of(FakeRecord.metadata(1)), plugin.taken);
            rig.send(FakeRecord.metadata(2));
            plugin.awaitTaken(2);
        }
        assertEquals(List.of(FakeRecord.metadata(1), FakeRecord.metadata(2)), disk.output());
    }

    private CollectingPlugin add(Rig rig, boolean durable) {
        CollectingPlugin plugin = durable ? new DurableCollector(disk) : new CollectingPlugin();
        rig.add("plugin", (Plugin) plugin);
        return plugin;
    }
}
