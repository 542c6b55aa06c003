package org.estreamer.session;

import static org.estreamer.session.ScriptedServer.bundle;
import static org.estreamer.session.ScriptedServer.record;
import static org.estreamer.session.ScriptedServer.sends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.estreamer.pipeline.CapturedLog;
import org.estreamer.pipeline.session.SessionStatus.State;
import org.estreamer.session.plan.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

@Timeout(60)
class ConfiguredSessionTest {
    private final RiggedLog log = new RiggedLog();
    private final KnownMetadata metadata = new KnownMetadata();
    private final Map<String, String> framework = new HashMap<>();
    private final List<Dictionary<?, ?>> services = new CopyOnWriteArrayList<>();

    @Test
    void shouldReceiveByItsConfiguration() throws Exception {
        try (ScriptedServer server = new ScriptedServer(sends(bundle(1, record(4, 5))))) {
            framework.put("estreamer.etc", "/opt/estreamer/etc");
            ConfiguredSession session = session("alpha", Map.of("port", Integer.toString(server.port())));

            assertEquals(5, log.take().archiveTimestamp());
            assertEquals("alpha", session.status().name());
            assertEquals(
                    Path.of("/opt/estreamer/etc/client.p12"), session.endpoint().identity());
            assertEquals(1, services.size());
            session.stop();
            assertEquals(List.of(), services);
            assertEquals(State.STOPPED, session.status().state());
        }
    }

    @Test
    void shouldPublishItsNameAndNoPassword() {
        framework.put("estreamer.command", "check");
        ConfiguredSession session = session("alpha", Map.of("identityPassword", "hunter2"));

        assertEquals("alpha", services.get(0).get("name"));
        assertEquals(1, services.get(0).size());
        session.stop();
    }

    @Test
    void shouldTellNobodyItsPassword() throws Exception {
        try (ScriptedServer server = new ScriptedServer(sends(bundle(1, record(4, 5))));
                CapturedLog said = new CapturedLog()) {
            ConfiguredSession session =
                    session("alpha", Map.of("port", Integer.toString(server.port()), "identityPassword", "hunter2"));
            session("beta", Map.of("identityPassword", "hunter2", "hots", "hunter2"))
                    .stop();
            log.take();
            List<String> all = new CopyOnWriteArrayList<>();
            all.add(session.status().toString());
            all.add(session.endpoint().toString());
            all.add(services.toString());
            session.stop();
            session.check((step, ok, detail) -> all.add(step + " " + detail));
            all.add(said.text());
            assertFalse(all.toString().contains("hunter2"), all::toString);
            assertTrue(all.toString().contains("hots: unknown setting"), all::toString);
        }
    }

    @Test
    void shouldStayIdleWhereOnlyChecksAreWanted() {
        framework.put("estreamer.command", "check");
        ConfiguredSession session = session("alpha", Map.of());

        assertEquals(State.IDLE, session.status().state());
        assertEquals(0, log.opened.get());
        session.stop();
        assertEquals(0, log.opened.get());
    }

    @Test
    void shouldFailWithOneClearLineForWrongSettings() {
        try (CapturedLog said = new CapturedLog()) {
            ConfiguredSession session = session("alpha", Map.of("port", "83o2", "identityPassword", "$[secret:fmc]"));

            assertEquals(State.FAILED, session.status().state());
            assertTrue(session.status().detail().contains("port: \"83o2\" is not a number; valid: 1 to 65535"));
            assertTrue(session.status().detail().contains("identityPassword: $[secret:fmc] was not resolved"));
            assertNull(session.endpoint());
            assertEquals(1, said.text().lines().count(), said.text());
            assertTrue(
                    said.text().contains("Session alpha (org.estreamer.session-alpha.cfg) does not start: "),
                    said.text());
            session.stop();
        }
        assertEquals(0, log.opened.get());
    }

    @Test
    void shouldNotStartWithMisspeltSettings() {
        try (CapturedLog said = new CapturedLog()) {
            ConfiguredSession session = session("alpha", Map.of("verifyHostname", "true"));

            assertEquals(State.FAILED, session.status().state());
            assertEquals(1, said.text().lines().count(), said.text());
            assertTrue(
                    said.text().contains("verifyHostname: unknown setting; did you mean verifyHostName?"), said.text());
            session.stop();
        }
    }

    @Test
    void shouldNotStartASecondSessionOfOneName() {
        ConfiguredSession first = session("alpha", Map.of());
        try (CapturedLog said = new CapturedLog()) {
            ConfiguredSession second = session(
                    "alpha",
                    Map.of(
                            "host",
                            "other.example.com",
                            "felix.fileinstall.filename",
                            "file:/opt/etc/org.estreamer.session~alpha.cfg"));
            assertEquals(State.FAILED, second.status().state());
            String line = said.lines("does not start").get(0);
            assertTrue(line.contains("Session alpha (org.estreamer.session~alpha.cfg)"), line);
            assertTrue(line.contains("configured by org.estreamer.session-alpha.cfg"), line);
            second.stop();
        }
        assertNotEquals(State.FAILED, first.status().state());
        first.stop();
        ConfiguredSession third = session("alpha", Map.of());
        assertNotEquals(State.FAILED, third.status().state());
        third.stop();
    }

    @Test
    void shouldSayOnceWhomItTrustsWhereNobodyHasSaidSo() {
        framework.put("estreamer.command", "check");
        try (CapturedLog said = new CapturedLog()) {
            session("alpha", Map.of("trust", "")).stop();
            assertEquals(
                    1,
                    said.lines("every client and sensor of that management center has one")
                            .size(),
                    said.text());
        }
        try (CapturedLog said = new CapturedLog()) {
            session("alpha", Map.of("trust", "first")).stop();
            assertEquals("", said.text());
        }
    }

    @Test
    void shouldWarnOfTwoSessionsWithOneServer() {
        framework.put("estreamer.command", "check");
        ConfiguredSession first = session("alpha", Map.of());
        try (CapturedLog said = new CapturedLog()) {
            session("beta", Map.of("host", "LOCALHOST")).stop();
            session("gamma", Map.of("port", "9")).stop();

            assertEquals(
                    1,
                    said.lines("session alpha receives from LOCALHOST:8302 as well")
                            .size(),
                    said.text());
            assertFalse(said.text().contains("gamma"), said.text());
        }
        first.stop();
        try (CapturedLog said = new CapturedLog()) {
            session("alpha", Map.of()).stop();
            assertEquals("", said.text());
        }
    }

    private ConfiguredSession session(String name, Map<String, String> settings) {
        Map<String, Object> configuration = new HashMap<>(Map.of(
                "host",
                "localhost",
                "identity",
                "client.p12",
                "trust",
                "fmc.pem",
                "service.pid",
                "org.estreamer.session~" + name,
                "felix.fileinstall.filename",
                "file:/opt/etc/org.estreamer.session-" + name + ".cfg"));
        configuration.putAll(settings);
        return new ConfiguredSession(
                context(),
                new PlainTransport(),
                ScriptedServer.CODEC,
                log,
                metadata,
                Settings.of(configuration),
                configuration);
    }

    private BundleContext context() {
        return stub(
                BundleContext.class,
                Map.of(
                        "getProperty", arguments -> framework.get((String) arguments[0]),
                        "registerService",
                                arguments -> {
                                    Dictionary<?, ?> properties = (Dictionary<?, ?>) arguments[2];
                                    services.add(properties);
                                    return stub(
                                            ServiceRegistration.class,
                                            Map.of("unregister", none -> services.remove(properties)));
                                }));
    }

    private interface Answer {
        Object to(Object... arguments);
    }

    private static <T> T stub(Class<T> type, Map<String, Answer> answers) {
        return type.cast(Proxy.newProxyInstance(
                ConfiguredSessionTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object answer = answers.get(method.getName()).to(arguments);
                    return method.getReturnType() == void.class ? null : answer;
                }));
    }
}
