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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From which bytes each plugin bundle was installed, kept across restarts. A lost line costs no more than one update
 * with the same bytes, so a ledger that cannot be read or written is only worth a word.
 */
public final class DigestLedger {
    private static final Logger LOG = LoggerFactory.getLogger(DigestLedger.class);

    /** How bundles are made of those bytes; another one for each change of that. */
    private static final String MADE = "verified:";

    private final Path file;
    private final Properties digests = new Properties();

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
        save();
    }

    private static String mark(Bundle bundle, String digest) {
        return MADE + digest + "@" + bundle.getLastModified();
    }

    public void remove(String location) {
        if (digests.remove(location) != null) {
            save();
        }
    }

    private void save() {
        try {
            StringWriter text = new StringWriter();
            digests.store(text, null);
            OwnerFiles.replace(file, text.toString().getBytes(StandardCharsets.UTF_8), null);
        } catch (IOException e) {
            LOG.warn("{} cannot be written ({}); after a restart plugins are installed anew", file, e.toString());
        }
    }
}
