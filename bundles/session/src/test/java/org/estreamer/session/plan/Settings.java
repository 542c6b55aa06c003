package org.estreamer.session.plan;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Settings as Declarative Services hands them over. */
public final class Settings {
    private Settings() {}

    public static SessionSettings of(Map<String, ?> values) {
        return (SessionSettings) Proxy.newProxyInstance(
                Settings.class.getClassLoader(), new Class<?>[] {SessionSettings.class}, (proxy, method, arguments) -> {
                    Object value = values.get(method.getName());
                    if (value == null) {
                        return method.getDefaultValue();
                    }
                    return method.getReturnType().isArray() && !value.getClass().isArray()
                            ? new String[] {(String) value}
                            : value;
                });
    }
}
