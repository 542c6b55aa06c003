package org.estreamer.deployer.gate;

import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * What a jar says it is.
 *
 * @param symbolicName the bundle's symbolic name
 * @param version      the bundle's version
 */
public record PluginIdentity(String symbolicName, Version version) {

    public static PluginIdentity of(Manifest manifest) throws RefusedException {
        Attributes headers = manifest.getMainAttributes();
        String name = headers.getValue(Constants.BUNDLE_SYMBOLICNAME);
        String format = headers.getValue(Constants.BUNDLE_MANIFESTVERSION);
        // without version 2 the framework ignores the symbolic name, and nothing could be told apart by it
        if (name == null || format == null || !format.strip().equals("2")) {
            throw new RefusedException("it is not an OSGi bundle: its manifest lacks "
                    + (name == null ? Constants.BUNDLE_SYMBOLICNAME : Constants.BUNDLE_MANIFESTVERSION + ": 2"));
        }
        String host = headers.getValue(Constants.FRAGMENT_HOST);
        if (host != null) {
            throw new RefusedException("it is a fragment, whose code would run as a part of " + host.strip()
                    + ": a plugin is a bundle of its own");
        }
        String version = headers.getValue(Constants.BUNDLE_VERSION);
        try {
            return new PluginIdentity(symbolicName(name), Version.parseVersion(version));
        } catch (IllegalArgumentException e) {
            throw new RefusedException("its " + Constants.BUNDLE_VERSION + " '" + version + "' is not a version", e);
        }
    }

    private static String symbolicName(String header) throws RefusedException {
        String name = header.split(";", 2)[0].strip();
        if (name.isEmpty()) {
            throw new RefusedException("its " + Constants.BUNDLE_SYMBOLICNAME + " '" + header + "' names nothing");
        }
        return name;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %s", symbolicName, version);
    }
}
