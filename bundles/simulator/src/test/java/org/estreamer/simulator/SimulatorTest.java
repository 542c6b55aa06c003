package org.estreamer.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

class SimulatorTest {
    private static final String PID = "org.estreamer.simulator~demo";

    @TempDir
    Path data;

    private Dictionary<String, ?> service;
    private Dictionary<String, ?> session;
    private boolean deleted;

    @Test
    void shouldShowWhereItListensAsServiceProperties() {
        Simulator simulator = start(Map.of());
        assertEquals(PID, service.get("service.pid"));
        assertEquals("demo", service.get("name"));
        assertEquals("127.0.0.1", service.get("address"));
        assertTrue(assertInstanceOf(Integer.class, service.get("port")) > 0);
        assertEquals(data.resolve("simulator-demo").toString(), service.get("keys"));
        simulator.stop();
        assertNull(service);
    }

    @Test
    void shouldConfigureASessionThatConnectsToIt() {
        Simulator simulator = start(Map.of("session", "demo"));
        assertEquals("127.0.0.1", session.get("host"));
        assertEquals(service.get("port"), session.get("port"));
        assertEquals("resume", session.get("start"));
        assertTrue(Files.exists(Path.of((String) session.get("identity"))));
        assertTrue(Files.exists(Path.of((String) session.get("trust"))));
        assertTrue(Files.exists(Path.of((String) session.get("identityKey"))));
        assertFalse(deleted);
        simulator.stop();
        assertTrue(deleted);
    }

    @Test
    void shouldPutNoSecretIntoTheSession() throws Exception {
        Simulator simulator = start(Map.of("session", "demo"));
        String password =
                Files.readString(data.resolve("simulator-demo/password")).strip();
        String key = Files.readString(data.resolve("simulator-demo/client.key"))
                .lines()
                .toList()
                .get(1);
        String configuration = String.valueOf(session);
        assertNull(session.get("identityPassword"));
        assertFalse(configuration.contains(password), configuration);
        assertFalse(configuration.contains(key), configuration);
        assertFalse(String.valueOf(service).contains(password));
        simulator.stop();
    }

    @Test
    void shouldUpdateTheSessionOfAnEarlierStart() {
        session = FrameworkUtil.asDictionary(Map.of("simulator.name", "demo", "port", 1));
        Simulator simulator = start(Map.of("session", "demo"));
        assertEquals(service.get("port"), session.get("port"));
        simulator.stop();
    }

    @Test
    void shouldLeaveASessionOfAnOperatorAlone() {
        session = FrameworkUtil.asDictionary(Map.of("host", "fmc.example.com"));
        Simulator simulator = start(Map.of("session", "demo"));
        assertEquals("fmc.example.com", session.get("host"));
        simulator.stop();
        assertFalse(deleted);
    }

    @Test
    void shouldNotListenWithAWrongSetting() {
        Simulator simulator = start(Map.of("port", "eight", "session", "demo"));
        assertNull(service);
        assertNull(session);
        simulator.stop();
    }

    private Simulator start(Map<String, ?> settings) {
        Map<String, Object> properties = new HashMap<>(settings);
        properties.put("service.pid", PID);
        return new Simulator(context(), properties, RawClient.CODEC, null, admin());
    }

    private BundleContext context() {
        return proxy(BundleContext.class, (method, arguments) -> switch (method) {
            case "getProperty" -> "estreamer.data".equals(arguments[0]) ? data.toString() : null;
            case "registerService" -> {
                service = cast(arguments[2]);
                yield proxy(ServiceRegistration.class, (unregister, none) -> {
                    service = null;
                    return null;
                });
            }
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private ConfigurationAdmin admin() {
        Configuration configuration = proxy(Configuration.class, (method, arguments) -> switch (method) {
            case "getProperties" -> session;
            case "update" -> {
                session = cast(arguments[0]);
                yield null;
            }
            case "delete" -> {
                deleted = true;
                yield null;
            }
            default -> throw new UnsupportedOperationException(method);
        });
        return proxy(ConfigurationAdmin.class, (method, arguments) -> {
            assertEquals("getFactoryConfiguration", method);
            assertEquals("org.estreamer.session", arguments[0]);
            assertEquals("demo", arguments[1]);
            return configuration;
        });
    }

    @SuppressWarnings("unchecked") // service and configuration properties are keyed by name
    private static Dictionary<String, ?> cast(Object dictionary) {
        return (Dictionary<String, ?>) dictionary;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answer.to(method.getName(), arguments)));
    }

    @FunctionalInterface
    private interface Answer {
        Object to(String method, Object[] arguments);
    }
}
