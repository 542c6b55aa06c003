package org.estreamer.session;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at the files a session's password comes from: the configuration file itself, or a secret that it names. */
final class PasswordPlace {
    private static final String SECRETS = "org.apache.felix.configadmin.plugin.interpolation.secretsdir";
    private static final Pattern SETTING = Pattern.compile("(?m)^\\s*identityPassword\\s*[=:][ \\t]*\"?([^\\s\"]+)");
    private static final Pattern SECRET = Pattern.compile("\\$\\[secret:([^;\\]]+).*");

    private PasswordPlace() {}

    /**
     * Checks whether others can read the password.
     *
     * @param configuration     the session's configuration
     * @param frameworkProperty gives a framework property, or null
     * @return a warning; empty where all is well, or where the file system knows no others
     */
    static Optional<String> warning(Map<String, ?> configuration, UnaryOperator<String> frameworkProperty) {
        try {
            Path file = file(configuration);
            Matcher setting = SETTING.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            if (!setting.find()) {
                return Optional.empty();
            }
            Matcher secret = SECRET.matcher(setting.group(1));
            if (secret.matches()) {
                return openToAll(Path.of(String.valueOf(frameworkProperty.apply(SECRETS)), secret.group(1)));
            }
            return setting.group(1).contains("$[") ? Optional.empty() : openToAll(file);
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
            // no file that could be looked at: what the password is worth shows when the identity is opened
            return Optional.empty();
        }
    }

    private static Path file(Map<String, ?> configuration) {
        Object name = configuration.get("felix.fileinstall.filename");
        if (name == null) {
            throw new InvalidPathException("", "not from a file");
        }
        String text = name.toString();
        return text.startsWith("file:") ? Path.of(URI.create(text)) : Path.of(text);
    }

    private static Optional<String> openToAll(Path file) throws IOException {
        return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)
                ? Optional.of(
                        "identityPassword: every user of this machine may read it in " + file + "; run chmod 600 on it")
                : Optional.empty();
    }
}
