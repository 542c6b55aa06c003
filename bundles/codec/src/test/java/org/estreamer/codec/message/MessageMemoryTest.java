package org.estreamer.codec.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.estreamer.pipeline.message.StreamFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class MessageMemoryTest {
    private static final long TOTAL = 64 << 20;
    private static final Duration LONG = Duration.ofMinutes(10);

    @Test
    void shouldLeaveSomethingForAnotherHoweverManyTakeTheMost() throws IOException {
        MessageMemory memory = new MessageMemory(TOTAL, Duration.ZERO);
        long left = TOTAL;
        for (int server = 0; server < 5; server++) {
            MessageMemory.Share greedy = memory.new Share();
            long most = left / 2;
            greedy.grow(most);
            assertThrows(StreamFault.class, () -> greedy.grow(most + 1));
            left -= most;
        }
        memory.new Share().grow(left / 2);
        assertTrue(left >= 2 << 20);
    }

    @Test
    void shouldGiveShortMessagesTheirMemoryWhateverOthersHave() throws IOException {
        MessageMemory memory = new MessageMemory(0, Duration.ZERO);
        memory.new Share().grow(MessageMemory.FREE);
        assertThrows(StreamFault.class, () -> memory.new Share().grow(MessageMemory.FREE + 1));
        assertEquals(MessageMemory.FREE, memory.longest());
    }

    @Test
    void shouldWaitUntilAnotherGivesBack() throws Exception {
        MessageMemory memory = new MessageMemory(TOTAL, LONG);
        MessageMemory.Share first = memory.new Share();
        first.grow(TOTAL / 2);
        MessageMemory.Share second = memory.new Share();
        FutureTask<Void> waiting = start(second, TOTAL / 2);
        assertThrows(TimeoutException.class, () -> waiting.get(50, TimeUnit.MILLISECONDS));
        first.release();
        waiting.get();
    }

    @Test
    void shouldNotLetTwoWaitForEachOther() throws Exception {
        MessageMemory memory = new MessageMemory(TOTAL, LONG);
        List<FutureTask<Void>> both = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(2);
        for (int server = 0; server < 2; server++) {
            MessageMemory.Share share = memory.new Share();
            share.grow(TOTAL / 4);
            both.add(start(() -> {
                begun.countDown();
                begun.await();
                try {
                    share.grow(TOTAL / 2);
                } finally {
                    share.release(); // as a reader does whose connection ends, or whose message is done
                }
                return null;
            }));
        }
        int refused = 0;
        for (FutureTask<Void> task : both) {
            try {
                task.get();
            } catch (ExecutionException e) {
                assertTrue(e.getCause().getMessage().contains("there is no memory"), e.getCause()::getMessage);
                refused++;
            }
        }
        assertTrue(refused <= 1, "one of them goes on");
    }

    @Test
    void shouldEndAWaitWhenItsThreadIsInterrupted() throws Exception {
        MessageMemory memory = new MessageMemory(TOTAL, LONG);
        memory.new Share().grow(TOTAL / 2);
        MessageMemory.Share second = memory.new Share();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, () -> second.grow(TOTAL / 2));
        assertTrue(Thread.interrupted());
    }

    private static FutureTask<Void> start(MessageMemory.Share share, long wanted) {
        return start(() -> {
            share.grow(wanted);
            return null;
        });
    }

    private static FutureTask<Void> start(Callable<Void> work) {
        FutureTask<Void> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "reader");
        thread.setDaemon(true);
        thread.start();
        return task;
    }
}
