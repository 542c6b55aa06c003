package org.estreamer.itests.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Leaves a mark on the disk, named after its bundle, as soon as it is loaded; it has nothing to do with the product. */
public class MarkActivator implements BundleActivator {
    static {
        String bundle = FrameworkUtil.getBundle(MarkActivator.class).getSymbolicName();
        try {
            Files.writeString(Path.of(System.getProperty("estreamer.tally"), bundle), "loaded");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void start(BundleContext context) {
        // to be loaded is all
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes back what was registered
    }
}
