package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins and connections meet: who is waited for, and who needs a connection of his own. */
class ArrivalTest {
    @TempDir
    Path data;

    @Test
    void shouldStartFromTheOldestPositionAndLeaveOutWhatOthersHave() throws Exception {
        finishSecond100();
        try (Rig rig = new Rig(data)) {
            CollectingPlugin other = new CollectingPlugin();
            rig.add("other", other);
            rig.open();
            rig.send(FakeRecord.event(100, 1), FakeRecord.event(150, 2), FakeRecord.event(150, 2));
            other.awaitTaken(3);
        }
        try (Rig rig = new Rig(data)) {
            CollectingPlugin plugin = add(rig);
            CollectingPlugin other = new CollectingPlugin();
            rig.add("other", other);
            assertEquals(OptionalLong.of(98), rig.open().resumeSecond());
            rig.send(FakeRecord.event(100, 1), FakeRecord.event(150, 2), FakeRecord.event(150, 2));
            rig.send(FakeRecord.event(151, 3));
            plugin.awaitTaken(3);
            other.awaitTaken(1);
            assertEquals(List.of(2L, 2L, 3L), plugin.numbers());
            assertEquals(List.of(3L), other.numbers());
        }
    }

    @Test
    void shouldNotBeHeldBackByAPluginThatIsNotThere() throws Exception {
        shouldStartFromTheOldestPositionAndLeaveOutWhatOthersHave();
        try (Rig rig = new Rig(data)) {
            rig.add("other", new CollectingPlugin());
            assertEquals(OptionalLong.of(149), rig.open().resumeSecond());
        }
    }

    @Test
    void shouldConnectAnewForAPluginThatComesLateWithAnOlderPosition() throws Exception {
        finishSecond100();
        try (Rig rig = new Rig(data)) {
            CollectingPlugin other = new CollectingPlugin();
            rig.add("other", other);
            rig.open();
            rig.send(FakeRecord.event(300, 7));
            other.awaitTaken(1);

            CollectingPlugin late = add(rig);
            Await.until("restart", () -> rig.restarts.get() == 1);
            rig.send(FakeRecord.event(300, 8));
            other.awaitTaken(2);
            assertTrue(late.taken.isEmpty());

            assertEquals(OptionalLong.of(98), rig.open().resumeSecond());
            rig.send(FakeRecord.event(100, 1), FakeRecord.event(100, 2), FakeRecord.event(300, 7));
            rig.send(FakeRecord.event(300, 8));
            late.awaitTaken(3);
            assertEquals(List.of(2L, 7L, 8L), late.numbers());
            assertEquals(List.of(7L, 8L), other.numbers());
        }
    }

    @Test
    void shouldConnectAnewForAPluginThatHasMissedARecordDatedAhead() throws Exception {
        finishSecond100();
        try (Rig rig = new Rig(data)) {
            CollectingPlugin other = new CollectingPlugin();
            rig.add("other", other);
            rig.open();
            rig.send(FakeRecord.event(3700, 1));
            other.awaitTaken(1);
        }
        try (Rig rig = new Rig(data)) {
            CollectingPlugin plugin = add(rig);
            assertEquals(OptionalLong.of(98), rig.open().resumeSecond());
            rig.send(FakeRecord.event(100, 2), FakeRecord.event(7300, 3));
            plugin.awaitTaken(2);
            rig.add("other", new CollectingPlugin());
            Await.until("restart", () -> rig.restarts.get() == 1);
        }
    }

    @Test
    void shouldNotConnectAnewForAPluginWithoutAPosition() throws Exception {
        try (Rig rig = new Rig(data)) {
            rig.add("first", new CollectingPlugin());
            rig.open();
            rig.send(FakeRecord.event(100, 0));
            CollectingPlugin late = add(rig);
            Await.until("it takes part", () -> {
                send(rig, FakeRecord.event(100, 1));
                return !late.taken.isEmpty();
            });
            assertEquals(0, rig.restarts.get());
        }
    }

    @Test
    void shouldGiveAPluginThatJoinsTheMetadataOfTheConnectionFirst() throws Exception {
        try (Rig rig = new Rig(data)) {
            CollectingPlugin first = new CollectingPlugin();
            rig.add("first", first);
            rig.open();
            rig.send(FakeRecord.metadata(1), FakeRecord.event(100, 2), FakeRecord.metadata(3));
            CollectingPlugin events = new CollectingPlugin();
            rig.add("events", events, "records", "connection");
            CollectingPlugin late = add(rig);
            FakeRecord next = FakeRecord.event(101, 4);
            Await.until("both take part", () -> {
                send(rig, next);
                return !late.events().isEmpty() && !events.taken.isEmpty();
            });
            assertEquals(
                    List.of(FakeRecord.metadata(1), FakeRecord.metadata(3), next),
                    List.copyOf(late.taken).subList(0, 3));
            assertEquals(next, events.taken.get(0));
            assertEquals(
                    1,
                    first.taken.stream().filter(FakeRecord.metadata(1)::equals).count());

            rig.open();
            CollectingPlugin later = new CollectingPlugin();
            rig.add("later", later);
            Await.until("it takes part", () -> {
                send(rig, FakeRecord.event(102, 5));
                return !later.taken.isEmpty();
            });
            assertEquals(
                    FakeRecord.event(102, 5), later.taken.get(0), "the new connection has brought no metadata yet");
        }
    }

    @Test
    void shouldBeginWhereItBeganAfterAStopBeforeItsFirstPosition() throws Exception {
        Disk disk = new Disk();
        FakeRecord[] first = {FakeRecord.metadata(9), FakeRecord.event(101, 1), FakeRecord.event(100, 2)};
        disk.full(true);
        try (Rig rig = new Rig(data)) {
            DurableCollector young = new DurableCollector(disk);
            rig.add("young", young);
            CollectingPlugin other = add(rig);
            rig.open();
            rig.send(first);
            rig.send(FakeRecord.event(200, 3));
            young.awaitTaken(4);
            other.awaitTaken(4);
        }
        disk.full(false);
        try (Rig rig = new Rig(data)) {
            DurableCollector young = new DurableCollector(disk);
            rig.add("young", young);
            CollectingPlugin other = add(rig);
            assertEquals(OptionalLong.of(98), rig.open().resumeSecond());
            rig.send(first);
            rig.send(FakeRecord.event(200, 3), FakeRecord.event(201, 4));
            young.awaitTaken(5);
            other.awaitTaken(2);
            assertEquals(List.of(1L, 2L, 3L, 4L), young.numbers());
            assertEquals(List.of(4L), other.numbers());
        }
    }

    @Test
    void shouldNotBeginLongAgoAgainOnceItHasHadAPosition() throws Exception {
        finishSecond100();
        try (Rig rig = new Rig(data)) {
            rig.add("young", new DurableCollector(new Disk()));
            CollectingPlugin other = add(rig);
            rig.open();
            rig.send(FakeRecord.event(150, 2));
            other.awaitTaken(1);
        }
        try (Rig rig = new Rig(data)) {
            // its output is gone, or it has been given another place for it
            rig.add("young", new DurableCollector(new Disk()));
            add(rig);
            assertEquals(OptionalLong.of(148), rig.open().resumeSecond());
        }
    }

    @Test
    void shouldWaitAtTheStartForThePluginsThatWereThereBefore() throws Exception {
        finishSecond100();
        try (Rig rig = new Rig(data, Rig.expecting(java.time.Duration.ofSeconds(20)))) {
            Thread boot = new Thread(() -> add(rig));
            boot.start();
            assertEquals(OptionalLong.of(98), rig.open().resumeSecond());
            boot.join();
            assertEquals(0, rig.restarts.get());
        }
    }

    @Test
    void shouldWaitAgainForTheSamePluginsAfterAnOrderlyStop() throws Exception {
        try (Rig rig = new Rig(data)) {
            add(rig);
        }
        assertEquals(java.util.Optional.of(java.util.Set.of("plugin")), new PositionStore(data).loadPresent());
        try (Rig rig = new Rig(data)) {
            add(rig);
            rig.remove("plugin");
            rig.open();
        }
        assertEquals(java.util.Optional.of(java.util.Set.of()), new PositionStore(data).loadPresent());
    }

    /** A run before, in which the plugin has taken the first record. */
    private void finishSecond100() throws Exception {
        try (Rig rig = new Rig(data)) {
            CollectingPlugin plugin = add(rig);
            rig.open();
            rig.send(FakeRecord.event(100, 1));
            plugin.awaitTaken(1);
        }
    }

    private static void send(Rig rig, FakeRecord record) {
        try {
            rig.send(record);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CollectingPlugin add(Rig rig) {
        CollectingPlugin plugin = new CollectingPlugin();
        rig.add("plugin", plugin);
        return plugin;
    }
}
