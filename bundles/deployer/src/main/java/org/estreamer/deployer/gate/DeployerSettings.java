package org.estreamer.deployer.gate;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.estreamer.files.Folders;

/**
 * What the gate is set to.
 *
 * @param maxJarBytes how large a jar may be
 * @param signed      whether only signed jars are let in
 * @param keyStore    the file with the trusted certificates; null if none is set
 * @param password    the key store's password; null if none is set
 * @param fault       what is wrong with the settings; nothing is let in then. Empty if they are right.
 */
public record DeployerSettings(long maxJarBytes, boolean signed, Path keyStore, String password, String fault) {
    public static final String PID = "org.estreamer.deployer";
    public static final String TRUST = "plugins.trust";
    public static final String KEY_STORE = "plugins.keyStore";
    public static final String KEY_STORE_PASSWORD = "plugins.keyStorePassword";
    public static final String MAX_JAR_MEBIBYTES = "plugins.maxJarMebibytes";
    public static final Set<String> NAMES = Set.of(TRUST, KEY_STORE, KEY_STORE_PASSWORD, MAX_JAR_MEBIBYTES);

    private static final int DEFAULT_MEBIBYTES = 256;
    private static final int MAX_MEBIBYTES = 2047;

    /**
     * Reads the settings.
     *
     * @param settings a setting's value by its name, null where there is none; {@code estreamer.etc} is where relative
     *                 file names start
     */
    public static DeployerSettings from(UnaryOperator<String> settings) {
        try {
            String trust = text(settings, TRUST, "any");
            if (!trust.equals("any") && !trust.equals("signed")) {
                throw new IllegalArgumentException(TRUST + " is '" + trust + "'; it must be any or signed");
            }
            String keyStore = text(settings, KEY_STORE, "");
            if (trust.equals("signed") && keyStore.isEmpty()) {
                throw new IllegalArgumentException(TRUST + "=signed needs " + KEY_STORE
                        + ", the file with the certificates whose signatures are trusted");
            }
            return new DeployerSettings(
                    (long) mebibytes(settings) << 20,
                    trust.equals("signed"),
                    keyStore.isEmpty() ? null : Folders.etc(settings).resolve(keyStore),
                    settings.apply(KEY_STORE_PASSWORD),
                    "");
        } catch (InvalidPathException e) {
            return closed(KEY_STORE + " is not a file name: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            return closed(e.getMessage());
        }
    }

    /** Settings that let nothing in, and why. */
    public static DeployerSettings closed(String fault) {
        return new DeployerSettings((long) DEFAULT_MEBIBYTES << 20, true, null, null, fault);
    }

    private static int mebibytes(UnaryOperator<String> settings) {
        String value = text(settings, MAX_JAR_MEBIBYTES, Integer.toString(DEFAULT_MEBIBYTES));
        if (!value.matches("[0-9]{1,4}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > MAX_MEBIBYTES) {
            throw new IllegalArgumentException(
                    MAX_JAR_MEBIBYTES + " is '" + value + "'; it must be a number from 1 to " + MAX_MEBIBYTES);
        }
        return Integer.parseInt(value);
    }

    private static String text(UnaryOperator<String> settings, String name, String absent) {
        String value = settings.apply(name);
        return value == null || value.isBlank() ? absent : value.strip();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return fault.isEmpty()
                ? TRUST + "=" + (signed ? "signed, by certificates of " + keyStore : "any")
                : "no plugin is let in: " + fault;
    }
}
