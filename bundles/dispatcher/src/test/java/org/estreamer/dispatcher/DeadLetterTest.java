package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.estreamer.dispatcher.delivery.DeliverySettings;
import org.estreamer.pipeline.delivery.DeadLetter;
import org.estreamer.pipeline.delivery.PluginStatus.State;
import org.estreamer.record.FakeRecord;
import org.estreamer.record.Record;
import org.junit.jupiter.api.Test;

class DeadLetterTest extends DeadLetterRig {
    @Test
    void shouldKeepARecordThatAPluginFailsOn() throws Exception {
        try (Rig rig = rig()) {
            rig.add("odd", new OddFailing());
            send(rig, 0, 4);
            rig.awaitFinished("odd", 4);

            List<DeadLetter> found = letters(rig, "odd").list(0, 10);
            assertEquals(2, found.size());
            DeadLetter first = found.get(0);
            assertEquals(FakeRecord.event(100, 1), first.record());
            assertEquals(1, first.number());
            assertEquals("java.lang.IllegalStateException: odd", first.reason());
            assertTrue(first.stack().contains("OddFailing.onRecord(DeadLetterRig.java:"), first.stack());
            assertEquals(2, rig.status("odd").deadLetters());
            assertEquals(found.get(1), letters(rig, "odd").show(2).orElseThrow());
            assertTrue(letters(rig, "odd").show(3).isEmpty());
        }
    }

    @Test
    void shouldKeepThemThroughARestart() throws Exception {
        try (Rig rig = rig()) {
            rig.add("odd", new OddFailing());
            send(rig, 0, 4);
            rig.awaitFinished("odd", 4);
        }
        try (Rig rig = rig()) {
            assertEquals(List.of(1L, 3L), numbers(letters(rig, "odd")));
            assertTrue(rig.roster.deadLetters("never heard of").isEmpty());
        }
    }

    @Test
    void shouldRemoveWhatAPluginIsGivenAgain() throws Exception {
        Disk disk = new Disk();
        DurableCollector failing = new DurableCollector(disk) {
            @Override
            public void onRecord(Record record) throws Exception {
                if (((FakeRecord) record).number() == 2) {
                    throw new IllegalStateException("not this time");
                }
                super.onRecord(record);
            }
        };
        try (Rig rig = rig()) {
            rig.add("plugin", failing);
            send(rig, 0, 2);
            rig.awaitFinished("plugin", 2);
            disk.full(true);
            rig.send(FakeRecord.event(100, 2), FakeRecord.event(100, 3)); // one batch, which is given whole
            failing.awaitTaken(3);
            assertEquals(List.of(2L), numbers(letters(rig, "plugin")));
        }
        disk.full(false);
        try (Rig rig = rig()) {
            DurableCollector mended = new DurableCollector(disk);
            rig.add("plugin", mended);
            rig.awaitFinished("plugin", 4);
            assertEquals(List.of(0L, 1L, 2L, 3L), mended.numbers());
            assertEquals(0, letters(rig, "plugin").count());
        }
    }

    @Test
    void shouldWaitWhileTheDiskTakesNoLetter() throws Exception {
        Path blocked = Files.writeString(data.resolve("odd"), "a file where the folder is to be");
        OddFailing plugin = new OddFailing();
        try (Rig rig = rig()) {
            rig.add("odd", plugin);
            send(rig, 0, 3);
            rig.awaitState("odd", State.WAITING);
            assertEquals(List.of(0L), plugin.numbers());
            Files.delete(blocked);
            rig.awaitFinished("odd", 3);
            assertEquals(List.of(0L, 2L), plugin.numbers());
            assertEquals(List.of(1L), numbers(letters(rig, "odd")));
        }
    }

    @Test
    void shouldKeepMetadataThatANewcomerFailsOn() throws Exception {
        send(new Rig(log), 0, 3);
        try (Rig rig = rig()) {
            rig.log.keep("other", org.estreamer.pipeline.log.LogStart.DEFAULT);
            rig.metadata.current.add(FakeRecord.metadata(7));
            rig.add(
                    "plugin",
                    record -> {
                        if (record.type() == FakeRecord.RULE_MESSAGE) {
                            throw new IllegalStateException("what is this");
                        }
                    },
                    "start",
                    "now");
            rig.send(FakeRecord.event(100, 3));
            rig.awaitFinished("plugin", 4);
            assertEquals(List.of(7L), numbers(letters(rig, "plugin")));
            assertEquals(2, letters(rig, "plugin").list(0, 1).get(0).number());
        }
        try (Rig rig = rig()) {
            CollectingPlugin next = new CollectingPlugin();
            rig.add("plugin", next);
            rig.send(FakeRecord.event(100, 4));
            next.awaitTaken(1);
            assertEquals(List.of(4L), next.numbers());
            assertEquals(List.of(7L), numbers(letters(rig, "plugin")));
        }
    }

    @Test
    void shouldKeepWhatIsRejectedWhileItIsPersisted() throws Exception {
        Disk disk = new Disk();
        RejectingCollector plugin = new RejectingCollector(disk, number -> number % 10 == 7);
        try (Rig rig = rig(100)) {
            rig.add("plugin", plugin);
            send(rig, 0, 40);
            rig.awaitFinished("plugin", 40);
            assertEquals(List.of(7L, 17L, 27L, 37L), numbers(letters(rig, "plugin")));
            assertEquals(
                    List.of(7L, 17L, 27L, 37L),
                    letters(rig, "plugin").list(0, 10).stream()
                            .map(DeadLetter::number)
                            .toList());
            assertEquals(36, disk.output().size());
            assertEquals(36, rig.status("plugin").delivered());
            assertEquals(4, rig.status("plugin").failed());
        }
    }

    @Test
    void shouldNeitherLoseNorDoubleWhereTheProcessDiesBetweenRejectingAndPersisting() throws Exception {
        Disk disk = new Disk();
        RejectingCollector dying = new RejectingCollector(disk, number -> number == 2);
        try (Rig rig = rig()) {
            rig.add("plugin", dying);
            dying.whenAskedAgain(dying::crash);
            // in one piece: what is persisted before the one that is rejected comes would be no part of this
            rig.send(LongStream.range(0, 5)
                    .mapToObj(number -> FakeRecord.event(100, number))
                    .toArray(FakeRecord[]::new));
            Await.until("rejected", () -> letters(rig, "plugin").count() == 1);
            log.kill();
            dying.bury();
        }
        assertEquals(List.of(), disk.output());
        try (Rig rig = rig()) {
            RejectingCollector next = new RejectingCollector(disk, number -> number == 2);
            rig.add("plugin", next);
            rig.awaitFinished("plugin", 5);
            assertEquals(List.of(0L, 1L, 3L, 4L), next.numbers());
            assertEquals(List.of(2L), numbers(letters(rig, "plugin")));
        }
    }

    @Test
    void shouldLeaveInTheLogWhatAPluginRejectsWithoutTakingAny() throws Exception {
        Disk disk = new Disk();
        RejectingCollector plugin = new RejectingCollector(disk, number -> true);
        try (Rig rig = rig(3)) {
            rig.add("plugin", plugin);
            rig.send(LongStream.range(0, 10)
                    .mapToObj(number -> FakeRecord.event(100, number))
                    .toArray(FakeRecord[]::new));
            rig.awaitState("plugin", State.QUARANTINED);
            assertTrue(letters(rig, "plugin").count() < 3);
            plugin.refuse(number -> false);
            Await.until("let back in", () -> rig.roster.readmit("plugin"));
            rig.awaitFinished("plugin", 10);
            assertEquals(10, disk.output().size() + letters(rig, "plugin").count());
        }
    }

    @Test
    void shouldTellOfLettersThatHadToGo() throws Exception {
        DeliverySettings small = new DeliverySettings(
                Duration.ofSeconds(30),
                0,
                Duration.ofSeconds(300),
                Duration.ofSeconds(10),
                Rig.SETTINGS.position(),
                40_000);
        try (Rig rig = new Rig(log, small, data)) {
            rig.add("failing", record -> {
                throw new IllegalStateException("always");
            });
            send(rig, 0, 200);
            rig.awaitFinished("failing", 200);
            long left = letters(rig, "failing").count();
            assertTrue(left > 0 && left < 200, "left " + left);
            assertEquals(200, left + rig.status("failing").lost());
            assertEquals(199, numbers(letters(rig, "failing")).get((int) left - 1));
        }
    }
}
