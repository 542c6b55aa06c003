package org.estreamer.dispatcher.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.estreamer.pipeline.log.MemoryEventLog;
import org.estreamer.record.FakeRecord;
import org.estreamer.record.RecordBatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;

class ConfiguredPlacesTest {
    private static final String FILE = "org.estreamer.plugin.file~alerts";

    private final Map<String, Dictionary<String, Object>> configurations = new LinkedHashMap<>();
    private final MemoryEventLog log = new MemoryEventLog();
    private ConfiguredPlaces places;

    @TempDir
    private Path etc;

    @BeforeEach
    void make() {
        places = new ConfiguredPlaces(proxy(ConfigurationAdmin.class, this::found), log, etc);
    }

    private interface Answer {
        Object to(Object argument);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(arguments == null ? method.getName() : arguments[0])));
    }

    private Object found(Object filter) {
        List<Configuration> found = new ArrayList<>();
        String pattern =
                filter.toString().replaceAll("^\\(service.pid=|\\)$", "").replace("*", "");
        configurations.forEach((pid, properties) -> {
            if (pid.startsWith(pattern)) {
                found.add(proxy(Configuration.class, name -> name.equals("getPid") ? pid : properties));
            }
        });
        return found.isEmpty() ? null : found.toArray(Configuration[]::new);
    }

    private void configure(String pid, String start) {
        configurations.put(pid, FrameworkUtil.asDictionary(start == null ? Map.of() : Map.of("start", start)));
        event(pid, ConfigurationEvent.CM_UPDATED);
    }

    @SuppressWarnings("unchecked") // nobody looks at who tells it
    private void event(String pid, int type) {
        ServiceReference<ConfigurationAdmin> source = proxy(ServiceReference.class, name -> null);
        places.configurationEvent(new ConfigurationEvent(source, type, null, pid));
    }

    private void send(long number) throws IOException, InterruptedException {
        log.put(new RecordBatch("fmc", List.of(FakeRecord.event(100, number))));
    }

    @Test
    void shouldGiveAPlaceToEveryPluginThatIsConfiguredAtTheStart() {
        configurations.put(FILE, FrameworkUtil.asDictionary(Map.of()));
        configurations.put("org.estreamer.plugin.print", FrameworkUtil.asDictionary(Map.of()));
        configurations.put("org.estreamer.session~fmc", FrameworkUtil.asDictionary(Map.of()));
        places.list();
        assertEquals(List.of("file~alerts", "org.estreamer.plugin.print"), log.kept());
    }

    @Test
    void shouldKeepAPlaceUnderTheNameThatAPluginIsGiven() {
        configurations.put(FILE, FrameworkUtil.asDictionary(Map.of("name", "alerts")));
        event(FILE, ConfigurationEvent.CM_UPDATED);
        assertEquals(List.of("alerts"), log.kept());
        event(FILE, ConfigurationEvent.CM_DELETED);
        assertEquals(List.of(), log.kept());
    }

    @Test
    void shouldGiveAPlaceToOneWhoseNameIsMisspelt() throws Exception {
        configure("org.estreamer.plugin.flie~alerts", null);
        configure("org.estreamer.session~fmc", null);
        send(1);
        assertEquals(List.of("flie~alerts"), log.kept());
        assertEquals(0, log.place("flie~alerts", "fmc"));
    }

    @Test
    void shouldBeginWhereStartSaysAndByDefaultWhereItSaysNothingValid() throws Exception {
        send(1);
        configure(FILE, "now");
        configure("org.estreamer.plugin.file~all", "oldest");
        configure("org.estreamer.plugin.file~wrong", "yesterday");
        assertEquals(1, log.place("file~alerts", "fmc"));
        assertEquals(0, log.place("file~all", "fmc"));
        assertEquals(0, log.place("file~wrong", "fmc"));
    }

    @Test
    void shouldForgetAPlaceWithItsConfigurationIfNobodyEverHadIt() {
        configure(FILE, null);
        configure("org.estreamer.plugin.file~used", null);
        places.served("file~used");
        event(FILE, ConfigurationEvent.CM_DELETED);
        event("org.estreamer.plugin.file~used", ConfigurationEvent.CM_DELETED);
        assertEquals(List.of("file~used"), log.kept());
    }

    @Test
    void shouldGiveAPlaceToOneWhoseFileCannotBeReadUntilTheFileHasGone() throws Exception {
        Path file = Files.writeString(etc.resolve("org.estreamer.plugin.file-alerts.cfg"), "group=DOM\\users");
        Files.writeString(etc.resolve("org.estreamer.plugin.print.cfg"), "group=DOM\\users");
        Files.writeString(etc.resolve("org.estreamer.session-hq.cfg"), "host=DOM\\users");
        places.look();
        send(1);
        assertEquals(List.of("file~alerts", "org.estreamer.plugin.print"), log.kept());
        assertEquals(0, log.place("file~alerts", "fmc"));

        Files.writeString(file, "group=DOM\\\\users");
        configure(FILE, null);
        Files.delete(etc.resolve("org.estreamer.plugin.print.cfg"));
        places.look();
        assertEquals(List.of("file~alerts"), log.kept());
        assertEquals(0, log.place("file~alerts", "fmc"));
    }

    @Test
    void shouldNotMakeAConfigurationThatHasGoneMeanwhile() {
        event(FILE, ConfigurationEvent.CM_UPDATED);
        assertEquals(List.of(), log.kept());
    }
}
