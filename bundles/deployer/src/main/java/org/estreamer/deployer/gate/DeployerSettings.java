package org.estreamer.deployer.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.estreamer.files.Folders;
import org.estreamer.settings.ConfigurationFile;
import org.estreamer.settings.NearestName;
import org.estreamer.settings.SettingProblems;

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

    private static final List<String> NAMES = List.of(KEY_STORE, KEY_STORE_PASSWORD, MAX_JAR_MEBIBYTES, TRUST);
    private static final String OWN = "plugins.";

    /** What the framework, the folder's watcher and Karaf add to a configuration. */
    private static final List<String> OF_OTHERS =
            List.of("service.", "felix.fileinstall.", "org.apache.", "osgi.", "component.");

    private static final String UNREADABLE = "unreadable";
    private static final int DEFAULT_MEBIBYTES = 256;
    private static final int MAX_MEBIBYTES = 2047;

    /**
     * Reads the settings. A slip in the configuration shuts the gate: what was meant may have been to let in less.
     *
     * @param properties    the framework properties, which win
     * @param configuration the configuration, which may name its file
     */
    static DeployerSettings of(UnaryOperator<String> properties, Map<String, ?> configuration) {
        String problems = String.join("; ", problems(configuration));
        if (!problems.isEmpty()) {
            return closed(source(configuration) + ": " + problems);
        }
        DeployerSettings settings = from(name -> value(properties, configuration, name));
        boolean configured = NAMES.stream().allMatch(name -> properties.apply(name) == null);
        return settings.fault().isEmpty() || configuration.isEmpty() || !configured
                ? settings
                : closed(source(configuration) + ": " + settings.fault());
    }

    /** Whether nobody can tell what a configuration wants: its file is damaged, or it has names that there are not. */
    static boolean isUnclear(Map<String, ?> configuration) {
        return !problems(configuration).isEmpty();
    }

    /** A setting's value; null if it has none. */
    static String value(UnaryOperator<String> properties, Map<String, ?> configuration, String name) {
        String property = properties.apply(name);
        Object value = property == null ? configuration.get(name) : property;
        return value == null ? null : value.toString();
    }

    private static List<String> problems(Map<String, ?> configuration) {
        List<String> damage = ConfigurationFile.problems(configuration);
        if (!damage.isEmpty()) {
            return damage;
        }
        List<String> problems = new ArrayList<>(unknown(configuration));
        problems.addAll(SettingProblems.unresolved(configuration));
        return problems;
    }

    private static List<String> unknown(Map<String, ?> configuration) {
        Set<String> names = new TreeSet<>(configuration.keySet());
        names.removeAll(NAMES);
        names.removeIf(name -> OF_OTHERS.stream().anyMatch(name::startsWith));
        return names.stream()
                .map(name -> name + ": unknown setting; " + advice(name))
                .toList();
    }

    /** Many a slip is to leave out the beginning that all the names have. */
    private static String advice(String name) {
        boolean near = NearestName.of(name, NAMES).isPresent();
        return NearestName.advice(near ? name : OWN + name, NAMES);
    }

    private static String source(Map<String, ?> configuration) {
        return ConfigurationFile.path(configuration)
                .map(path -> path.getFileName().toString())
                .orElse(PID);
    }

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
            throw new IllegalArgumentException(SettingProblems.outOfRange(MAX_JAR_MEBIBYTES, value, 1, MAX_MEBIBYTES));
        }
        return Integer.parseInt(value);
    }

    private static String text(UnaryOperator<String> settings, String name, String absent) {
        String value = settings.apply(name);
        return value == null || value.isBlank() ? absent : value.strip();
    }

    /**
     * Tells one content of the key store from another, so that a verdict lasts no longer than what it was made by. Always the
     * same where no key store is asked.
     */
    public String keyStoreMark() {
        if (!signed || keyStore == null) {
            return "";
        }
        // its bytes and not its time, which a copy may keep
        try (InputStream in = Files.newInputStream(keyStore);
                DigestOutputStream out =
                        new DigestOutputStream(OutputStream.nullOutputStream(), PrivateCopy.sha256())) {
            in.transferTo(out);
            return HexFormat.of().formatHex(out.getMessageDigest().digest());
        } catch (IOException e) {
            return UNREADABLE;
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return fault.isEmpty()
                ? TRUST + "=" + (signed ? "signed, by certificates of " + keyStore : "any")
                : "no plugin is let in: " + fault;
    }
}
