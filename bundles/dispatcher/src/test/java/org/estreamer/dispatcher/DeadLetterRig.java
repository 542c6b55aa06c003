package org.estreamer.dispatcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.estreamer.dispatcher.delivery.DeliverySettings;
import org.estreamer.pipeline.delivery.DeadLetters;
import org.estreamer.pipeline.delivery.DeadLetters.Retried;
import org.estreamer.pipeline.log.MemoryEventLog;
import org.estreamer.plugin.UnavailableException;
import org.estreamer.record.FakeRecord;
import org.estreamer.record.Record;
import org.junit.jupiter.api.io.TempDir;

/** A log in memory, a data folder, and a plugin that fails on odd numbers. */
abstract class DeadLetterRig {
    @TempDir
    Path data;

    final MemoryEventLog log = new MemoryEventLog();

    /** Fails on odd numbers until it is mended. */
    static final class OddFailing extends CollectingPlugin {
        volatile boolean mended;
        volatile boolean down;

        @Override
        public void onRecord(Record record) throws Exception {
            if (down) {
                throw new UnavailableException("the database is down");
            }
            if (((FakeRecord) record).number() % 2 == 1 && !mended) {
                throw new IllegalStateException("odd");
            }
            super.onRecord(record);
        }
    }

    Rig rig() {
        return rig(0);
    }

    Rig rig(int quarantineFailures) {
        DeliverySettings settings = new DeliverySettings(
                Duration.ofSeconds(30),
                quarantineFailures,
                Duration.ofSeconds(300),
                Duration.ofSeconds(10),
                Rig.SETTINGS.position(),
                Rig.SETTINGS.deadLetterBytes());
        return new Rig(log, settings, data);
    }

    static void send(Rig rig, long from, long to) throws Exception {
        for (long number = from; number < to; number++) {
            rig.send(FakeRecord.event(100, number));
        }
    }

    static DeadLetters letters(Rig rig, String plugin) {
        return rig.roster.deadLetters(plugin).orElseThrow();
    }

    static List<Long> numbers(DeadLetters letters) throws IOException {
        return letters.list(0, 1_000).stream()
                .map(letter -> ((FakeRecord) letter.record()).number())
                .toList();
    }

    static Retried await(CompletableFuture<Retried> retried) throws Exception {
        return retried.get(30, TimeUnit.SECONDS);
    }
}
