package org.estreamer.dispatcher.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.estreamer.plugin.Plugin;
import org.estreamer.record.FakeRecord;
import org.estreamer.record.Record;
import org.estreamer.settings.OwnCode;
import org.junit.jupiter.api.Test;

class FailureTest {
    /** A plugin whose fault shows in code of the JDK, wrapped by code of its own. */
    public static final class Faulty implements Plugin {
        @Override
        public void onRecord(Record record) {
            try {
                inner();
            } catch (IndexOutOfBoundsException e) {
                throw new IllegalStateException("cannot write", e);
            }
        }

        private static Object inner() {
            return List.of().get(3);
        }
    }

    /** As a bundle has it: its own classes for itself, and the others from where it gets them. */
    private static final class BundleLoader extends ClassLoader {
        BundleLoader() {
            super(FailureTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Faulty.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static Plugin faulty() throws ReflectiveOperationException {
        return (Plugin) new BundleLoader()
                .loadClass(Faulty.class.getName())
                .getConstructor()
                .newInstance();
    }

    private static Result failure(Plugin plugin) {
        return new PluginCall(plugin, plugin::onRecord).record(FakeRecord.event(100, 1));
    }

    @Test
    void shouldNameThePluginsFramesNextToTheFault() throws Exception {
        Result result = failure(faulty());

        assertTrue(
                result.located()
                        .matches("java\\.lang\\.IllegalStateException: cannot write \\(at"
                                + " \\S*FailureTest\\$Faulty\\.inner\\(FailureTest\\.java:\\d+\\),"
                                + " \\S*FailureTest\\$Faulty\\.onRecord\\(FailureTest\\.java:\\d+\\)\\)"),
                result.located());
        assertEquals("java.lang.IllegalStateException: cannot write", result.text());
    }

    @Test
    void shouldNameNothingOfOthers() throws Exception {
        Throwable thrown = new IllegalStateException("made here, and not in the plugin");

        assertEquals("", OwnCode.of(faulty().getClass().getClassLoader()).in(thrown));
        assertEquals("", OwnCode.of(null).in(thrown));
        assertFalse(Result.of(thrown, faulty()).located().contains("(at "));
    }
}
