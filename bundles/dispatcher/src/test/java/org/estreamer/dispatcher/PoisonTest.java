package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.estreamer.pipeline.delivery.DeadLetter;
import org.estreamer.pipeline.delivery.PluginStatus;
import org.estreamer.pipeline.log.MemoryEventLog;
import org.estreamer.record.FakeRecord;
import org.estreamer.record.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record that ends the process. Here the process is the rig, which loses the plugin's thread and all it would have noted. */
class PoisonTest {
    private static final long POISON = 2;
    private static final int DEADLY = 8;

    @TempDir
    Path data;

    private final MemoryEventLog log = new MemoryEventLog();
    /** The threads of dead processes may end. */
    private final CountDownLatch buried = new CountDownLatch(1);

    private final List<Rig> dead = new ArrayList<>();

    @AfterEach
    void bury() {
        buried.countDown();
        dead.forEach(Rig::close);
    }

    /** Dies of one record, as if the process did. */
    private static final class Mortal extends CollectingPlugin {
        private final CountDownLatch dead = new CountDownLatch(1);
        private final CountDownLatch buried;

        Mortal(CountDownLatch buried) {
            this.buried = buried;
        }

        @Override
        public void onRecord(Record record) throws Exception {
            if (((FakeRecord) record).number() == POISON) {
                dead.countDown();
                Await.throughInterrupts(buried);
            }
            super.onRecord(record);
        }
    }

    /** Starts, lets the plugin have records until it dies, and forgets all that was not on the disk. */
    private void dieOfIt(int numberOfRecords) throws Exception {
        Mortal plugin = new Mortal(buried);
        Rig rig = new Rig(log, Rig.SETTINGS, data);
        rig.add("plugin", plugin);
        for (int number = Math.toIntExact(
                        log.status().isEmpty() ? 0 : log.status().get(0).next());
                number < numberOfRecords;
                number++) {
            rig.send(FakeRecord.event(100, number));
        }
        plugin.dead.await();
        log.kill();
        dead.add(rig);
    }

    @Test
    void shouldBecomeADeadLetterWhenTheProcessHasDiedEightTimesWithIt() throws Exception {
        for (int death = 0; death < DEADLY; death++) {
            dieOfIt(5);
        }
        try (Rig rig = new Rig(log, Rig.SETTINGS, data)) {
            Mortal plugin = new Mortal(buried);
            rig.add("plugin", plugin);
            rig.awaitFinished("plugin", 5);
            assertTrue(plugin.numbers().containsAll(List.of(3L, 4L)));
            List<DeadLetter> letters =
                    rig.roster.deadLetters("plugin").orElseThrow().list(0, 10);
            assertEquals(1, letters.size());
            assertEquals(POISON, letters.get(0).number());
            assertEquals(
                    "the process has died 8 times in a row while the plugin had this record in hand, so it is not given"
                            + " to it again by itself",
                    letters.get(0).reason());
            assertEquals(PluginStatus.State.ACTIVE, rig.status("plugin").state());
        }
    }

    @Test
    void shouldStayInTheStreamWhereTheProcessDiedLessOften() throws Exception {
        for (int death = 1; death < DEADLY; death++) {
            dieOfIt(5);
        }
        for (int start = 0; start < 2; start++) {
            try (Rig rig = new Rig(log, Rig.SETTINGS, data)) {
                CollectingPlugin healthy = new CollectingPlugin();
                rig.add("plugin", healthy);
                rig.awaitFinished("plugin", 5);
                assertEquals(0, rig.roster.deadLetters("plugin").orElseThrow().count());
            }
        }
    }

    @Test
    void shouldCountAnewAfterACallThatCameBack() throws Exception {
        for (int death = 1; death < DEADLY; death++) {
            dieOfIt(3);
        }
        log.holdDurable();
        CollectingPlugin healthy = new CollectingPlugin();
        Rig rig = new Rig(log, Rig.SETTINGS, data);
        rig.add("plugin", healthy);
        rig.awaitCounted("plugin", 3);
        assertTrue(healthy.numbers().contains(POISON));
        log.kill();
        dead.add(rig);
        log.releaseDurable();
        dieOfIt(3);
        try (Rig last = new Rig(log, Rig.SETTINGS, data)) {
            CollectingPlugin again = new CollectingPlugin();
            last.add("plugin", again);
            last.awaitFinished("plugin", 3);
            assertTrue(again.numbers().contains(POISON));
        }
    }

    @Test
    void shouldNotBlameAStopInOrderOnTheRecordInHand() throws Exception {
        AtomicInteger given = new AtomicInteger();
        for (int stop = 0; stop < 4; stop++) {
            CountDownLatch entered = new CountDownLatch(1);
            Rig rig = new Rig(log, Rig.draining(Duration.ZERO), data);
            rig.add("plugin", record -> {
                given.incrementAndGet();
                entered.countDown();
                Await.throughInterrupts(buried);
            });
            if (stop == 0) {
                rig.send(FakeRecord.event(100, 0));
            }
            entered.await();
            rig.close();
        }
        assertEquals(4, given.get());
    }
}
