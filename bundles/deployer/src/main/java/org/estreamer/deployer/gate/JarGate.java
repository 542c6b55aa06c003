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
     * @param jar the private copy
     * @return what the jar is
     * @throws RefusedException if it is not let in
     * @throws IOException      if the copy cannot be read
     */
    public PluginIdentity admit(Path jar) throws RefusedException, IOException {
        if (!settings.fault().isEmpty()) {
            throw new RefusedException(settings.toString());
        }
        PluginIdentity identity = JarStructure.check(jar);
        if (settings.signed()) {
            new JarSignatures(TrustedCertificates.load(settings)).check(jar);
        }
        return identity;
    }
}
