package org.estreamer.log.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Up to which number the disk has a log for certain, and who waits for more. Guarded by its log; who waits is told without the
 * lock.
 */
final class DurableMark {
    private final TreeMap<Long, CompletableFuture<Void>> waiting = new TreeMap<>();
    private long number;

    DurableMark(long number) {
        this.number = number;
    }

    /** Everything before it is on the disk. */
    long number() {
        return number;
    }

    /** Completed once everything before a number is on the disk. */
    CompletableFuture<Void> reaches(long wanted) {
        return wanted <= number
                ? CompletableFuture.completedFuture(null)
                : waiting.computeIfAbsent(wanted, none -> new CompletableFuture<>());
    }

    /** The disk has more; says who is to be told. */
    List<CompletableFuture<Void>> moveTo(long reached) {
        number = Math.max(number, reached);
        List<CompletableFuture<Void>> done = new ArrayList<>();
        while (!waiting.isEmpty() && waiting.firstKey() <= number) {
            done.add(waiting.pollFirstEntry().getValue());
        }
        return done;
    }

    /** The disk will not have what is waited for; says who is to be told. */
    List<CompletableFuture<Void>> giveUp() {
        List<CompletableFuture<Void>> vain = new ArrayList<>(waiting.values());
        waiting.clear();
        return vain;
    }

    static void fail(List<CompletableFuture<Void>> vain, IOException why) {
        vain.forEach(future -> future.completeExceptionally(why));
    }
}
