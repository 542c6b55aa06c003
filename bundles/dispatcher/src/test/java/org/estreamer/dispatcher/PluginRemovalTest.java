package org.estreamer.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.estreamer.dispatcher.plugin.PluginRoster;
import org.estreamer.pipeline.log.MemoryEventLog;
import org.estreamer.plugin.Plugin;
import org.estreamer.record.FakeRecord;
import org.estreamer.record.Record;
import org.junit.jupiter.api.Test;

class PluginRemovalTest {
    /** A plugin whose class another loader defines. */
    public static final class Unloadable implements Plugin {
        @Override
        public void onRecord(Record record) {
            throw new IllegalStateException("an exception of the plugin's own loader");
        }

        /** Found by name. */
        public void receive(Record record) throws Own {
            if (record.type() >= 0) {
                throw new Own();
            }
        }

        /** A class that the plugin brings. */
        public static final class Own extends Exception {
            private static final long serialVersionUID = 1L;
        }
    }

    /** Defines {@link Unloadable} anew instead of asking its parent. */
    private static final class OwnLoader extends URLClassLoader {
        OwnLoader(URL classes) {
            super(new URL[] {classes}, PluginRemovalTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (name.startsWith(Unloadable.class.getName())) {
                    Class<?> loaded = findLoadedClass(name);
                    return loaded == null ? findClass(name) : loaded;
                }
                return super.loadClass(name, resolve);
            }
        }
    }

    private final MemoryEventLog log = new MemoryEventLog();

    @Test
    void shouldLetARemovedPluginFinishOnlyTheRecordInHand() throws Exception {
        GatedPlugin plugin = new GatedPlugin(true);
        try (Rig rig = new Rig(log)) {
            rig.add("plugin", plugin);
            rig.send(FakeRecord.event(100, 1));
            plugin.entered.await();
            rig.send(FakeRecord.event(100, 2), FakeRecord.event(100, 3));
            Thread remover = new Thread(() -> rig.remove("plugin"));
            remover.start();
            Await.until(
                    "draining",
                    () -> rig.status("plugin").state() == org.estreamer.pipeline.delivery.PluginStatus.State.DRAINING);
            rig.send(FakeRecord.event(100, 4));
            plugin.open();
            remover.join();
            assertEquals(List.of(1L), plugin.numbers());
            assertEquals(1, log.place("plugin", Rig.SERVER), "its position is kept");
            assertTrue(rig.roster.statuses().isEmpty());
        }
    }

    @Test
    void shouldInterruptAPluginThatDoesNotDrainInTime() throws Exception {
        GatedPlugin plugin = new GatedPlugin(true);
        try (Rig rig = new Rig(log, Rig.draining(Duration.ofMillis(20)))) {
            rig.add("plugin", plugin);
            rig.send(FakeRecord.event(100, 1), FakeRecord.event(100, 2));
            plugin.entered.await();
            rig.remove("plugin");
            assertTrue(plugin.taken.isEmpty());
            Await.until("thread ended", () -> thread("estreamer-plugin-plugin") == null);
        }
        // the record in hand was not finished, so it comes again
        CollectingPlugin next = new CollectingPlugin();
        try (Rig rig = new Rig(log)) {
            rig.add("plugin", next);
            next.awaitTaken(2);
            assertEquals(List.of(1L, 2L), next.numbers());
        }
    }

    @Test
    void shouldLetGoOfAPluginThatIgnoresTheInterrupt() throws Exception {
        GatedPlugin plugin = new GatedPlugin(false);
        CollectingPlugin other = new CollectingPlugin();
        try (Rig rig = new Rig(log, Rig.draining(Duration.ofMillis(20)))) {
            rig.add("plugin", plugin);
            rig.add("other", other);
            rig.send(FakeRecord.event(100, 1));
            plugin.entered.await();
            rig.remove("plugin");
            assertEquals(1, rig.roster.statuses().size());
            rig.send(FakeRecord.event(100, 2));
            other.awaitTaken(2);
            assertNotNull(thread("estreamer-plugin-plugin"));
            plugin.open();
            Await.until("thread ended", () -> thread("estreamer-plugin-plugin") == null);
        }
    }

    @Test
    void shouldKeepNoPositionInAPluginThatWasGivenUp() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Disk disk = new Disk();
        DurableCollector hanging = new DurableCollector(disk) {
            @Override
            public void onRecord(Record record) throws Exception {
                entered.countDown();
                Await.throughInterrupts(gate);
                super.onRecord(record);
            }
        };
        DurableCollector other = new DurableCollector(new Disk());
        try (Rig rig = new Rig(log, Rig.draining(Duration.ofMillis(20)))) {
            rig.add("plugin", hanging);
            rig.add("other", other);
            rig.send(FakeRecord.event(100, 1));
            entered.await();
            for (int number = 2; number < 5; number++) {
                // each of them shows that positions have been due
                int before = other.persisted.get();
                rig.send(FakeRecord.event(100, number));
                Await.until("persisted", () -> other.persisted.get() > before);
            }
            rig.remove("plugin");
            gate.countDown();
            Await.until("thread ended", () -> thread("estreamer-plugin-plugin") == null);
            assertEquals(1, hanging.taken.size());
            assertEquals(0, hanging.persisted.get(), "a successor may have persisted meanwhile");
        }
    }

    @Test
    void shouldLetAPluginRemoveItselfFromWithinACall() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (Rig rig = new Rig(log)) {
            rig.add("plugin", record -> {
                rig.remove("plugin");
                gone.countDown();
            });
            rig.send(FakeRecord.event(100, 1), FakeRecord.event(100, 2));
            gone.await();
            assertTrue(rig.roster.statuses().isEmpty());
            Await.until("thread ended", () -> thread("estreamer-plugin-plugin") == null);
        }
    }

    @Test
    void shouldNotRunPluginsWithTheClassLoaderOfWhoeverRegisteredThem() throws Exception {
        ClassLoader[] seen = new ClassLoader[1];
        CountDownLatch called = new CountDownLatch(1);
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        try (Rig rig = new Rig(log);
                OwnLoader loader = loader()) {
            current.setContextClassLoader(loader);
            rig.add("plugin", record -> {
                seen[0] = Thread.currentThread().getContextClassLoader();
                called.countDown();
            });
            rig.send(FakeRecord.event(100, 1));
            called.await();
            assertSame(PluginRoster.class.getClassLoader(), seen[0]);
        } finally {
            current.setContextClassLoader(before);
        }
    }

    @Test
    void shouldReferToNothingOfAPluginThatHasGone() throws Exception {
        try (Rig rig = new Rig(log)) {
            WeakReference<ClassLoader> byDefault = comeAndGo(rig, "onRecord");
            WeakReference<ClassLoader> byName = comeAndGo(rig, "receive");
            Await.until("class loaders collected", () -> {
                System.gc();
                return byDefault.refersTo(null) && byName.refersTo(null);
            });
        }
    }

    private static WeakReference<ClassLoader> comeAndGo(Rig rig, String callback) throws Exception {
        try (OwnLoader loader = loader()) {
            Class<?> type = loader.loadClass(Unloadable.class.getName());
            assertFalse(type == Unloadable.class);
            rig.add("plugin", (Plugin) type.getDeclaredConstructor().newInstance(), "callback", callback);
            rig.send(FakeRecord.event(100, 1), FakeRecord.metadata(2));
            Await.until("it takes part", () -> rig.status("plugin").failed() > 0);
            rig.remove("plugin");
            return new WeakReference<>(loader);
        }
    }

    private static OwnLoader loader() {
        return new OwnLoader(
                PluginRemovalTest.class.getProtectionDomain().getCodeSource().getLocation());
    }

    private static Thread thread(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .findFirst()
                .orElse(null);
    }
}
