package org.estreamer.shell.live;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** A configuration admin with configurations that are there from the start. */
public final class ScriptedConfigurations {
    private ScriptedConfigurations() {}

    public static ConfigurationAdmin of(String pid, Map<String, Object> settings) {
        return of(Map.of(pid, settings));
    }

    public static ConfigurationAdmin of(Map<String, Map<String, Object>> configurations) {
        return (ConfigurationAdmin) Proxy.newProxyInstance(
                ScriptedConfigurations.class.getClassLoader(),
                new Class<?>[] {ConfigurationAdmin.class},
                (proxy, method, arguments) -> {
                    Filter filter = FrameworkUtil.createFilter(
                            arguments[0] == null ? "(service.pid=*)" : (String) arguments[0]);
                    List<Configuration> found = new ArrayList<>();
                    configurations.forEach((pid, settings) -> {
                        Map<String, Object> properties = new HashMap<>(settings);
                        properties.put("service.pid", pid);
                        properties.put("service.factoryPid", pid.replaceAll("[~.][^~.]*$", ""));
                        if (filter.matches(properties)) {
                            found.add(configuration(pid, properties));
                        }
                    });
                    return found.isEmpty() ? null : found.toArray(Configuration[]::new);
                });
    }

    private static Configuration configuration(String pid, Map<String, Object> properties) {
        return (Configuration) Proxy.newProxyInstance(
                ScriptedConfigurations.class.getClassLoader(),
                new Class<?>[] {Configuration.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getPid" -> pid;
                    case "getFactoryPid" -> properties.get("service.factoryPid");
                    default -> FrameworkUtil.asDictionary(properties);
                });
    }
}
