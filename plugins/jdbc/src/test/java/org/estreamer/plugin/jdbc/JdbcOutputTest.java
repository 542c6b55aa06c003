package org.estreamer.plugin.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.estreamer.plugin.jdbc.dialects.ConnectionUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationPlugin;

class JdbcOutputTest {
    private final List<Map<?, ?>> published = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db/x?user=u&password=hunter2, jdbc:postgresql://db/x",
        "jdbc:sqlserver://db;databaseName=x;password=hunter2, jdbc:sqlserver://db",
        "jdbc:h2:mem:a, jdbc:h2:mem:a",
        "jdbc:postgresql://u:hunter2@db/x, jdbc:postgresql://db/x",
        "jdbc:postgresql://u:hun/ter2@db/x, jdbc:postgresql://db/x"
    })
    void shouldPublishNoPassword(String url, String shown) {
        output(Map.of("url", url, "password", "hunter2", "user", "u")).stop();

        Map<?, ?> service = published.get(0);
        assertEquals(shown, service.get("url"));
        assertEquals("u", service.get("user"));
        assertFalse(service.toString().contains("ter2"), service::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:mem:a, $[secret:typo], password, $[secret:typo]",
        "jdbc:h2:mem:a, fmc-$[env:TYPO], password, $[env:TYPO]",
        "jdbc:postgresql://db/x?password=$[secret:typo], , url, $[secret:typo]"
    })
    void shouldShowTheDispatcherAPlaceholderThatHasNoValue(
            String url, String password, String property, String placeholder) {
        output(password == null ? Map.of("url", url) : Map.of("url", url, "password", password))
                .stop();
        assertEquals(placeholder, published.get(0).get(property));
    }

    @Test
    @SuppressWarnings("JdkObsolete") // a configuration is a dictionary
    void shouldKeepTheUrlFromWhoLooksAtComponents() {
        String pid = "org.estreamer.plugin.jdbc~hidden";
        Hashtable<String, Object> component = new Hashtable<>(
                Map.of("service.pid", pid, "url", "jdbc:postgresql://db/x?password=hunter2", "password", "hunter2"));
        BundleContext context = proxy(BundleContext.class, (method, arguments) -> {
            if (arguments[1] instanceof ConfigurationPlugin hiding) {
                hiding.modifyConfiguration(null, component);
            }
            return null;
        });
        new JdbcActivator().start(context);
        assertEquals(Map.of("service.pid", pid), component);
        output(Map.of("service.pid", pid)).stop();
        assertEquals("jdbc:postgresql://db/x", published.get(0).get("url"));
    }

    @Test
    void shouldWarnOfAPasswordInAUrlThatOthersMayRead(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("x.cfg"), "url = jdbc:postgresql://db/x?password=hunter2\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Map<String, Object> properties =
                Map.of("felix.fileinstall.filename", file.toUri().toString());
        BundleContext context = proxy(BundleContext.class, (method, arguments) -> null);
        ConnectionUrl with = new ConnectionUrl("x", "jdbc:postgresql://db/x?password=hunter2");
        List<String> warnings = JdbcOutput.warnings(with, properties, context);
        assertEquals(1, warnings.size());
        assertTrue(
                warnings.get(0).contains("the password in url: every user of this machine may read it"),
                warnings::toString);
        assertFalse(warnings.get(0).contains("hunter2"), warnings::toString);
        assertEquals(
                List.of(), JdbcOutput.warnings(new ConnectionUrl("x", "jdbc:postgresql://db/x"), properties, context));
    }

    @Test
    void shouldRefuseAUrlThatRunsCode() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> output(Map.of("url", "jdbc:h2:mem:x;INIT=SELECT 1")));
        assertTrue(
                refusal.getMessage().startsWith("org.estreamer.plugin.jdbc~all: url has a setting 'INIT'"),
                refusal.getMessage());
    }

    private JdbcOutput output(Map<String, Object> set) {
        Map<String, Object> properties = new HashMap<>(set);
        properties.putIfAbsent("service.pid", "org.estreamer.plugin.jdbc~all");
        JdbcConfiguration configuration = proxy(
                JdbcConfiguration.class,
                (method, arguments) -> set.getOrDefault(method.getName(), method.getDefaultValue()));
        return new JdbcOutput(configuration, properties, proxy(BundleContext.class, this::register));
    }

    private Object register(Method method, Object[] arguments) {
        published.add(FrameworkUtil.asMap((Dictionary<?, ?>) arguments[2]));
        return proxy(ServiceRegistration.class, (unregister, none) -> null);
    }

    private interface Answer {
        Object to(Method method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method, arguments)));
    }
}
