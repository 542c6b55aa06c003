package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.estreamer.pipeline.delivery.DeadLetter;
import org.estreamer.pipeline.delivery.DeadLetters.Retried;
import org.estreamer.pipeline.delivery.PluginStatus.State;
import org.estreamer.record.FakeRecord;
import org.junit.jupiter.api.Test;

/** Dead letters that an operator offers to their plugin again, or drops. */
class RedeliveryTest extends DeadLetterRig {
    @Test
    void shouldOfferThemAgain() throws Exception {
        OddFailing plugin = new OddFailing();
        try (Rig rig = rig()) {
            rig.add("odd", plugin);
            send(rig, 0, 6);
            rig.awaitFinished("odd", 6);
            plugin.mended = true;
            assertEquals(new Retried(1, 0, ""), await(letters(rig, "odd").retry(Set.of(2L))));
            assertEquals(List.of(1L, 5L), numbers(letters(rig, "odd")));
            assertEquals(new Retried(2, 0, ""), await(letters(rig, "odd").retry(Set.of())));
            assertEquals(List.of(0L, 2L, 4L, 3L, 1L, 5L), plugin.numbers());
            assertEquals(0, letters(rig, "odd").count());
        }
    }

    @Test
    void shouldKeepWhatFailsAgainWithItsNewReason() throws Exception {
        try (Rig rig = rig()) {
            rig.add("odd", new OddFailing());
            send(rig, 0, 4);
            rig.awaitFinished("odd", 4);
            rig.remove("odd");
            rig.add("odd", record -> {
                if (((FakeRecord) record).number() == 3) {
                    throw new IllegalStateException("three");
                }
            });
            Await.until("at work", () -> rig.status("odd").state() == State.ACTIVE);
            Retried retried = await(letters(rig, "odd").retry(Set.of()));
            assertEquals(new Retried(1, 1, "java.lang.IllegalStateException: three"), retried);
            List<DeadLetter> left = letters(rig, "odd").list(0, 10);
            assertEquals(
                    List.of("java.lang.IllegalStateException: three"),
                    left.stream().map(DeadLetter::reason).toList());
            assertEquals(3, left.get(0).number());
        }
    }

    @Test
    void shouldLoseNoneThatIsTakenAndNotPersisted() throws Exception {
        Disk disk = new Disk();
        try (Rig rig = rig()) {
            rig.add("plugin", new OddFailing());
            send(rig, 0, 2);
            rig.awaitFinished("plugin", 2);
            rig.remove("plugin");
            DurableCollector durable = new DurableCollector(disk);
            rig.add("plugin", durable);
            rig.awaitFinished("plugin", 2);
            Await.until(
                    "settled", () -> rig.log.status().get(0).readers().get(0).here());
            disk.full(true);
            Retried retried = await(letters(rig, "plugin").retry(Set.of()));
            assertEquals(0, retried.taken());
            assertTrue(retried.reason().contains("No space left on device"), retried.reason());
            assertEquals(List.of(1L), numbers(letters(rig, "plugin")));
            disk.full(false);
            assertEquals(1, await(letters(rig, "plugin").retry(Set.of())).taken());
            assertTrue(disk.output().contains(FakeRecord.event(100, 1)));
            assertEquals(0, letters(rig, "plugin").count());
        }
    }

    @Test
    void shouldSayWhyItOffersNothing() throws Exception {
        try (Rig rig = rig(3)) {
            rig.add("failing", record -> {
                throw new IllegalStateException("always");
            });
            send(rig, 0, 3);
            rig.awaitState("failing", State.QUARANTINED);
            assertEquals(3, letters(rig, "failing").count());
            CompletableFuture<Retried> refused = letters(rig, "failing").retry(Set.of());
            ExecutionException why = assertThrows(ExecutionException.class, () -> refused.get(30, TimeUnit.SECONDS));
            assertTrue(why.getCause().getMessage().contains("readmit"), why.getMessage());
        }
    }

    @Test
    void shouldStopOfferingAfterTooManyFailuresInARowAndGoOnWithTheStream() throws Exception {
        OddFailing plugin = new OddFailing();
        try (Rig rig = rig(3)) {
            rig.add("odd", plugin);
            send(rig, 0, 20);
            rig.awaitFinished("odd", 20);
            Retried retried = await(letters(rig, "odd").retry(Set.of()));
            assertEquals(new Retried(0, 3, "java.lang.IllegalStateException: odd"), retried);
            assertEquals(10, letters(rig, "odd").count());
            assertEquals(State.ACTIVE, rig.status("odd").state());
            send(rig, 20, 21);
            plugin.awaitTaken(11);
        }
    }

    @Test
    void shouldLetLettersWaitWithThePlugin() throws Exception {
        OddFailing plugin = new OddFailing();
        try (Rig rig = rig()) {
            rig.add("odd", plugin);
            send(rig, 0, 2);
            rig.awaitFinished("odd", 2);
            plugin.mended = true;
            plugin.down = true;
            CompletableFuture<Retried> retried = letters(rig, "odd").retry(Set.of());
            rig.awaitState("odd", State.WAITING);
            assertFalse(retried.isDone());
            plugin.down = false;
            assertEquals(1, await(retried).taken());
        }
    }

    @Test
    void shouldDropSomeOrAll() throws Exception {
        try (Rig rig = rig()) {
            rig.add("odd", new OddFailing());
            send(rig, 0, 8);
            rig.awaitFinished("odd", 8);
            assertEquals(1, letters(rig, "odd").drop(Set.of(2L, 77L)));
            assertEquals(List.of(1L, 5L, 7L), numbers(letters(rig, "odd")));
            assertEquals(3, letters(rig, "odd").drop(Set.of()));
            assertEquals(0, rig.status("odd").deadLetters());
        }
    }

    @Test
    void shouldKeepWhatIsRejectedWhenItIsOfferedAgain() throws Exception {
        Disk disk = new Disk();
        RejectingCollector plugin = new RejectingCollector(disk, number -> number < 4 && number > 0);
        try (Rig rig = rig()) {
            rig.add("plugin", plugin);
            send(rig, 0, 5);
            rig.awaitFinished("plugin", 5);
            plugin.refuse(number -> number == 2);
            Retried retried = await(letters(rig, "plugin").retry(Set.of()));
            assertEquals(2, retried.taken());
            assertEquals(1, retried.failed());
            assertEquals(List.of(2L), numbers(letters(rig, "plugin")));
            assertEquals(4, disk.output().size());
        }
    }

    @Test
    void shouldEndWhereThePluginLeavesAndKeepTheRest() throws Exception {
        GatedPlugin leaving = new GatedPlugin(false);
        try (Rig rig = rig()) {
            rig.add("plugin", new OddFailing());
            send(rig, 0, 20);
            rig.awaitFinished("plugin", 20);
            rig.remove("plugin");
            rig.add("plugin", leaving);
            Await.until("at work", () -> rig.status("plugin").state() == State.ACTIVE);
            CompletableFuture<Retried> retried = letters(rig, "plugin").retry(Set.of());
            leaving.entered.await();
            Thread removing = new Thread(() -> rig.remove("plugin"));
            removing.start();
            Await.until("it leaves", () -> rig.status("plugin").state() == State.DRAINING);
            leaving.open();
            removing.join();
            assertEquals(new Retried(1, 0, "the plugin leaves"), await(retried));
            assertEquals(List.of(1L), leaving.numbers());
            assertEquals(List.of(3L, 5L, 7L, 9L, 11L, 13L, 15L, 17L, 19L), numbers(letters(rig, "plugin")));
        }
    }
}
