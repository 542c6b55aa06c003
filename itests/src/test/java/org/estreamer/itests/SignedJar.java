package org.estreamer.itests;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertPath;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;

/** A plugin's jar as its publisher gives it away. */
final class SignedJar {
    private SignedJar() {}

    /** Signs a jar and puts it into a folder, under a name of its own at once. */
    static Path drop(Path folder, Path jar, TestAuthority.Party publisher) throws Exception {
        CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(publisher.certificate()));
        Path hidden = Files.createTempFile(folder.toAbsolutePath().getParent(), "plugin", ".tmp");
        try (ZipFile unsigned = new ZipFile(jar.toFile());
                OutputStream out = Files.newOutputStream(hidden)) {
            new JarSigner.Builder(publisher.key(), path).build().sign(unsigned, out);
        }
        return Files.move(hidden, folder.resolve(jar.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }
}
