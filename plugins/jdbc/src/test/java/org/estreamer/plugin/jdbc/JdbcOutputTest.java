package org.estreamer.plugin.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

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

    private JdbcOutput output(Map<String, Object> set) {
        Map<String, Object> properties = new HashMap<>(set);
        properties.put("service.pid", "org.estreamer.plugin.jdbc~all");
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
