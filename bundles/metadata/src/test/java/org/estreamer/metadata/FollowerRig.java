package org.estreamer.metadata;

import static org.estreamer.metadata.Records.batch;
import static org.estreamer.metadata.Records.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.estreamer.metadata.names.NameTableParser;
import org.estreamer.pipeline.Await;
import org.estreamer.pipeline.log.EventLog;
import org.estreamer.pipeline.log.LogReader;
import org.estreamer.pipeline.log.MemoryEventLog;
import org.estreamer.record.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A follower of a log in memory, which is stopped, killed and started again as a process is. */
@Timeout(60)
abstract class FollowerRig {
    static final Record A = name("alpha", 7, "firefox");
    static final Record B = name("alpha", 7, "chrome");
    static final Record OTHER = name("alpha", 8, "curl");

    final MemoryEventLog log = new MemoryEventLog();
    final AtomicLong clock = new AtomicLong();

    @TempDir
    Path folder;

    LogFollower follower;
    Thread thread;

    @BeforeEach
    void start() {
        start(log);
    }

    @AfterEach
    void stop() throws InterruptedException {
        follower.stop();
        thread.join();
    }

    void savedThenChanged() throws Exception {
        log.put(batch(A));
        awaitRead(1);
        restart();
        log.put(batch(B));
        awaitRead(2);
    }

    void assertChanged() {
        awaitRead(2);
        assertTrue(knows(B));
        assertFalse(knows(A));
        assertEquals(List.of("chrome"), current(2));
    }

    void restart() throws InterruptedException {
        stop();
        start(log);
    }

    void start(EventLog read) {
        follower = new LogFollower(read, Records.CODEC, folder, NameTableParser.standard(), clock::get);
        begin();
    }

    void begin() {
        thread = new Thread(follower, "follower");
        thread.start();
    }

    /** Ends it without giving it a chance to save anything. */
    void kill() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    void awaitRead(long number) {
        Await.until("record " + number + " is read", () -> {
            ServerMetadata server = follower.of("alpha");
            return server != null
                    && server.position()
                            .map(position -> position.number() >= number)
                            .orElse(false);
        });
    }

    boolean knows(Record record) {
        return knows(record, 0);
    }

    boolean knows(Record record, long changed) {
        ServerMetadata server = follower.of(record.server());
        return server != null && server.isKnown(record, changed);
    }

    List<String> current(long before) {
        List<String> names = new ArrayList<>();
        follower.of("alpha").current(before).forEach(piece -> piece.forEach(record -> names.add(record.text("name"))));
        return names;
    }

    /** The same log, of whose readers one method fails at times. */
    EventLog failing(String reading, BooleanSupplier when) {
        return proxy(EventLog.class, log, reading, when);
    }

    static <T> T proxy(Class<T> type, Object target, String reading, BooleanSupplier when) {
        return type.cast(Proxy.newProxyInstance(
                FollowerRig.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals(reading) && when.getAsBoolean()) {
                        throw new IOException("broken");
                    }
                    try {
                        Object result = method.invoke(target, arguments);
                        return result instanceof LogReader reader
                                ? proxy(LogReader.class, reader, reading, when)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
