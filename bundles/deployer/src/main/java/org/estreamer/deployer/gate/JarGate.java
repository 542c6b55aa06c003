package org.estreamer.deployer.gate;

import java.io.IOException;
import java.nio.file.Path;

/** Decides which jars are let in. It looks at nothing but the bytes of the private copy. */
public final class JarGate {
    private final DeployerSettings settings;

    public JarGate(DeployerSettings settings) {
        this.settings = settings;
    }

    /**
     * Judges a jar.
     *
     * @param jar      the private copy
     * @param verified where the jar goes that may run: what is in it was read and judged here
     * @return what the jar is
     * @throws RefusedException if it is not let in
     * @throws IOException      if a file cannot be read or written
     */
    public PluginIdentity admit(Path jar, Path verified) throws RefusedException, IOException {
        if (!settings.fault().isEmpty()) {
            throw new RefusedException(settings.toString());
        }
        ZipDirectory.check(jar, new EntryNames(EntryNames.areFolded(jar)));
        JarSignatures signatures = settings.signed() ? new JarSignatures(TrustedCertificates.load(settings)) : null;
        return VerifiedJar.write(jar, verified, signatures);
    }
}
