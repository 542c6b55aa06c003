package org.estreamer.shell.configured;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/** By which configurations the components of a plugin's bundle are configured, whether it is started or not. */
final class PluginPids {
    private static final String OURS = "org.estreamer.";
    private static final String OUR_PLUGINS = "org.estreamer.plugin.";
    private static final Pattern PLUGIN_PACKAGE = Pattern.compile("\\borg\\.estreamer\\.plugin\\b(?!\\.)");
    private static final Pattern ROOT = Pattern.compile("<(?:\\w+:)?component\\b[^>]*>");
    private static final Pattern PID = Pattern.compile("\\sconfiguration-pid=\"([^\"]+)\"");
    private static final Pattern NAME = Pattern.compile("\\sname=\"([^\"]+)\"");

    private PluginPids() {}

    /** Whether a bundle is a plugin's, as far as its manifest tells, and no room of ours. */
    static boolean isPlugin(Bundle bundle) {
        String name = String.valueOf(bundle.getSymbolicName());
        String imports = bundle.getHeaders("").get(Constants.IMPORT_PACKAGE);
        return imports != null
                && PLUGIN_PACKAGE.matcher(imports).find()
                && (!name.startsWith(OURS) || name.startsWith(OUR_PLUGINS));
    }

    /** The pids that a bundle's component descriptions name. */
    static Set<String> of(Bundle bundle) {
        Set<String> pids = new TreeSet<>();
        String descriptions = bundle.getHeaders("").get("Service-Component");
        for (String description : descriptions == null ? new String[0] : descriptions.split("\\s*,\\s*")) {
            int file = description.lastIndexOf('/') + 1;
            Enumeration<URL> found = bundle.findEntries(
                    file == 0 ? "/" : description.substring(0, file), description.substring(file), false);
            for (URL one : found == null ? List.<URL>of() : Collections.list(found)) {
                pids.addAll(in(text(one)));
            }
        }
        return pids;
    }

    /** A component without a pid is configured by its name. */
    private static List<String> in(String description) {
        return ROOT.matcher(description)
                .results()
                .flatMap(root -> {
                    var pid = PID.matcher(root.group());
                    var name = NAME.matcher(root.group());
                    return pid.find()
                            ? List.of(pid.group(1).split("\\s+")).stream()
                            : name.find() ? List.of(name.group(1)).stream() : List.<String>of().stream();
                })
                .toList();
    }

    private static String text(URL file) {
        try (InputStream in = file.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // the bundle is going
        }
    }
}
