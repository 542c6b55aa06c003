package org.estreamer.plugin.jdbc.delivery;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;

/** Connections of which a test sees every call. */
final class TamperedConnection {
    private TamperedConnection() {}

    /** What becomes of a call. */
    @FunctionalInterface
    interface Tamper {
        Object call(Connection real, Method method, Object[] arguments) throws Throwable;
    }

    /** A connection whose calls all go to the test, which hands on those it likes by {@link #pass}. */
    static Connection of(Connection real, Tamper tamper) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> tamper.call(real, method, arguments));
    }

    /** What the real connection answers, or throws. */
    static Object pass(Connection real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
