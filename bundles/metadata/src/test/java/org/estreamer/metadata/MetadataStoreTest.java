package org.estreamer.metadata;

import static org.estreamer.metadata.Records.batch;
import static org.estreamer.metadata.Records.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.estreamer.pipeline.Await;
import org.estreamer.pipeline.log.MemoryEventLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

@Timeout(60)
class MetadataStoreTest {
    private final MemoryEventLog log = new MemoryEventLog();
    private final Map<String, String> framework = new HashMap<>();

    @TempDir
    private Path folder;

    @Test
    void shouldKeepWhatItReadsInTheDataFolder() throws Exception {
        MetadataStore store = store();
        log.put(batch(name("alpha", 7, "firefox")));
        Await.until("it is read", () -> store.isKnown(name("alpha", 7, "firefox"), 1));

        assertFalse(store.isKnown(name("beta", 7, "firefox"), 0));
        assertEquals("firefox", store.current("alpha", 1).get(0).get(0).text("name"));
        assertEquals(List.of(), store.current("beta", 1));
        store.stop();
        assertTrue(Files.exists(folder.resolve("metadata/alpha.metadata")));
    }

    @Test
    void shouldLeaveTheFilesAloneWhereAnotherCommandIsRun() {
        framework.put("estreamer.command", "check");
        MetadataStore store = store();

        assertEquals(List.of(), log.kept());
        store.stop();
        assertFalse(Files.exists(folder.resolve("metadata")));
    }

    private MetadataStore store() {
        framework.put("estreamer.data", folder.toString());
        BundleContext context = (BundleContext) Proxy.newProxyInstance(
                MetadataStoreTest.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> framework.get((String) arguments[0]));
        return new MetadataStore(context, log, Records.CODEC);
    }
}
