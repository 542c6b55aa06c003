package org.estreamer.plugin.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.estreamer.codec.LayoutCodec;
import org.estreamer.files.FileAccess;
import org.estreamer.format.Format;
import org.estreamer.format.FormatOptions;
import org.estreamer.plugin.Plugin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

class FormatFollowerTest {
    private static final Map<String, String> SETTINGS = Map.of("description", "d", "records", "71");

    @TempDir
    Path temp;

    private RunningFramework framework;
    private BundleContext context;

    @BeforeEach
    void start() throws Exception {
        framework = RunningFramework.in(temp);
        context = framework.context();
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
    }

    @Test
    void shouldOfferThePluginWhileTheFormatIsThere() {
        FormatFollower follower = follower("json");
        register("text");
        assertNull(offered());
        ServiceRegistration<Format> json = register("json");
        assertEquals("71", offered().getProperty("records"));
        json.unregister();
        assertNull(offered());
        register("json");
        assertNotNull(offered());
        follower.close();
        assertNull(offered());
    }

    @Test
    void shouldOfferOnePluginWhereSeveralFormatsHaveTheName() throws Exception {
        FormatFollower follower = follower("json");
        ServiceRegistration<Format> first = register("json");
        register("json");
        assertEquals(1, context.getServiceReferences(Plugin.class, null).size());
        ServiceReference<Plugin> before = offered();
        first.unregister();
        assertEquals(1, context.getServiceReferences(Plugin.class, null).size());
        assertNotEquals(before, offered());
        follower.close();
    }

    @Test
    void shouldWriteWhatIsBufferedWhenTheFormatGoes() throws Exception {
        FormatFollower follower = follower("json");
        ServiceRegistration<Format> json = register("json");
        context.getService(offered()).onRecord(new LayoutCodec().decode("lab", new byte[] {0, 0, 0, 4, 0, 0, 0, 0}));
        json.unregister();
        assertEquals("x", Files.readString(temp.resolve("out")));
        follower.close();
    }

    @Test
    void shouldTakeAnyNameForAFormat() {
        FormatFollower follower = follower("a*(b)\\c");
        register("aX(b)\\c");
        assertNull(offered());
        register("a*(b)\\c");
        assertNotNull(offered());
        follower.close();
    }

    @Test
    void shouldNameTheSettingWhereNoPathIsSet() {
        for (String path : new String[] {null, "", " "}) {
            IllegalArgumentException refusal =
                    assertThrows(IllegalArgumentException.class, () -> FileOutput.required("x.file-a", path));
            assertTrue(refusal.getMessage().startsWith("x.file-a: path is missing"));
        }
    }

    private FormatFollower follower(String format) {
        FormatFollower follower = new FormatFollower(
                context,
                format,
                service -> new FilePlugin(
                        "a",
                        temp.resolve("out"),
                        FileAccess.OWNER,
                        service.writer(FormatOptions.PLAIN),
                        Duration.ZERO,
                        System::nanoTime,
                        notice -> {}),
                FrameworkUtil.asDictionary(SETTINGS));
        follower.open();
        return follower;
    }

    private ServiceRegistration<Format> register(String name) {
        Format format = options -> (record, out) -> out.write(new byte[] {'x'}, 0, 1);
        return context.registerService(Format.class, format, FrameworkUtil.asDictionary(Map.of(Format.NAME, name)));
    }

    private ServiceReference<Plugin> offered() {
        return context.getServiceReference(Plugin.class);
    }
}
