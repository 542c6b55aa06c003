package org.estreamer.deployer.running;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.estreamer.files.OwnerFiles;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From which bytes each plugin bundle was installed, and which version of each plugin was let in last, kept across
 * restarts. A lost line costs no more than one update with the same bytes or one warning, so a ledger that cannot be read
 * or written is only worth a word. For the same reason nobody waits for the disk before a plugin starts: what has changed is
 * written when {@link #save} says so.
 */
public final class DigestLedger {
    private static final Logger LOG = LoggerFactory.getLogger(DigestLedger.class);

    /** How bundles are made of those bytes; another one for each change of that. */
    private static final String MADE = "verified:";

    /** Before a symbolic name; other keys are locations. */
    private static final String VERSION = "version:";

    private final Path file;
    private final Properties digests = new Properties();
    private boolean changed;

    public DigestLedger(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                digests.load(in);
            } catch (IOException | IllegalArgumentException e) {
                LOG.warn("{} is damaged and set aside ({}); plugins are installed anew", file, e.toString());
            }
        }
    }

    /** Whether a bundle is as it was made of those bytes, and nobody has updated it since. */
    public boolean holds(Bundle bundle, String digest) {
        return mark(bundle, digest).equals(digests.getProperty(bundle.getLocation()));
    }

    public void put(Bundle bundle, String digest) {
        digests.setProperty(bundle.getLocation(), mark(bundle, digest));
        changed = true;
    }

    /**
     * Takes note of a version that is let in.
     *
     * @return the one that was let in before it, be it taken out again or not; the same one where there was none
     */
    public Version succeed(String symbolicName, Version version) {
        Object before = digests.setProperty(VERSION + symbolicName, version.toString());
        if (version.toString().equals(before)) {
            return version;
        }
        changed = true;
        try {
            return before == null ? version : Version.parseVersion(before.toString());
        } catch (IllegalArgumentException e) {
            LOG.warn("{} has '{}' as the version of {}, which is none", file, before, symbolicName);
            return version;
        }
    }

    private static String mark(Bundle bundle, String digest) {
        return MADE + digest + "@" + bundle.getLastModified();
    }

    public void remove(String location) {
        changed |= digests.remove(location) != null;
    }

    /** Writes what has changed, if something has. */
    public void save() {
        if (!changed) {
            return;
        }
        changed = false;
        try {
            StringWriter text = new StringWriter();
            digests.store(text, null);
            OwnerFiles.replace(file, text.toString().getBytes(StandardCharsets.UTF_8), null);
        } catch (IOException e) {
            LOG.warn("{} cannot be written ({}); after a restart plugins are installed anew", file, e.toString());
        }
    }
}
