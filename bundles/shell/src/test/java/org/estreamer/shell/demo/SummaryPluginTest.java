package org.estreamer.shell.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.function.Function;
import org.estreamer.plugin.Plugin;
import org.estreamer.record.RecordGroup;
import org.estreamer.shell.decode.PlainCodec;
import org.estreamer.shell.live.RecordCounts;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

class SummaryPluginTest {
    private final List<Object> registered = new ArrayList<>();

    private final Bundle bundle = proxy(Bundle.class, arguments -> new Version("1.2.3"));

    private static <T> T proxy(Class<T> type, Function<Object[], Object> answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> answer.apply(arguments)));
    }

    @Test
    void shouldRegisterACounterWithEverythingAPluginHasToSay() throws Exception {
        BundleContext context = proxy(BundleContext.class, arguments -> {
            if (arguments == null) {
                return bundle;
            }
            registered.addAll(List.of(arguments));
            return null;
        });

        RecordCounts counts = new SummaryPlugin(context).register();

        assertSame(Plugin.class, registered.get(0));
        ((Plugin) registered.get(1)).onRecord(PlainCodec.record(71, RecordGroup.CONNECTION));
        assertEquals(1, counts.of(RecordGroup.CONNECTION));
        Dictionary<?, ?> properties = (Dictionary<?, ?>) registered.get(2);
        assertEquals("summary", properties.get("component.name"));
        assertEquals("1.2.3", properties.get("version"));
        assertEquals("estreamer", properties.get("author"));
        assertEquals("Counts records for the summary on the screen", properties.get("description"));
        assertEquals("drop", properties.get("overflow"));
    }
}
