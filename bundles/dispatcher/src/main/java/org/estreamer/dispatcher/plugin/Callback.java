package org.estreamer.dispatcher.plugin;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.estreamer.dispatcher.delivery.PluginCall;
import org.estreamer.plugin.Plugin;
import org.estreamer.record.Record;

/** Finds the method of a plugin that takes a record. */
final class Callback {
    private static final MethodType TAKES_RECORD = MethodType.methodType(void.class, Record.class);

    private Callback() {}

    /**
     * Binds the method once, so that calling it neither looks it up nor allocates.
     *
     * @throws Refusal if the plugin has no such public method
     */
    static PluginCall.Call<Record> bind(Plugin plugin, String name) throws Refusal {
        if (name.equals("onRecord")) {
            return plugin::onRecord;
        }
        try {
            Method method = plugin.getClass().getMethod(name, Record.class);
            // the class of a component is rarely public, its callback is
            method.setAccessible(true);
            MethodHandle handle = MethodHandles.publicLookup()
                    .unreflect(method)
                    .bindTo(plugin)
                    .asType(TAKES_RECORD);
            return record -> {
                handle.invokeExact(record);
            };
        } catch (ReflectiveOperationException | IllegalArgumentException | LinkageError e) {
            throw new Refusal("service property 'callback' names '" + name + "', but class "
                    + plugin.getClass().getName() + " has no public method " + name
                    + " with one parameter of type org.estreamer.record.Record");
        }
    }
}
