package org.estreamer.deployer.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.DigestOutputStream;
import java.util.HexFormat;

/** Tells one content of the key store from another, so that a verdict lasts no longer than what it was made by. */
public final class KeyStoreMark {
    private static final String UNREADABLE = "unreadable";

    private KeyStoreMark() {}

    /** The mark of what is there now; always the same where no key store is asked. */
    public static String of(DeployerSettings settings) {
        if (!settings.signed() || settings.keyStore() == null) {
            return "";
        }
        // its bytes and not its time, which a copy may keep
        try (InputStream in = Files.newInputStream(settings.keyStore());
                DigestOutputStream out =
                        new DigestOutputStream(OutputStream.nullOutputStream(), PrivateCopy.sha256())) {
            in.transferTo(out);
            return HexFormat.of().formatHex(out.getMessageDigest().digest());
        } catch (IOException e) {
            return UNREADABLE;
        }
    }
}
