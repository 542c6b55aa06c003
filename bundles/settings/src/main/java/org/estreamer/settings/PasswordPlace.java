package org.estreamer.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at the files a password comes from: the configuration file itself, or a secret that it names. */
public final class PasswordPlace {
    private static final Pattern SECRET = Pattern.compile("\\$\\[secret:([^;\\]]+).*");

    private PasswordPlace() {}

    /**
     * Checks whether others can read the passwords of a configuration, or put their own in their place.
     *
     * @param configuration     the configuration's properties
     * @param passwords         the names of its settings that are passwords
     * @param frameworkProperty gives a framework property, or null
     * @return a warning for each; none where all is well, or where the file system knows no others
     */
    public static List<String> warnings(
            Map<String, ?> configuration, Collection<String> passwords, UnaryOperator<String> frameworkProperty) {
        Optional<Path> file = ConfigurationFile.path(configuration);
        List<String> warnings = new ArrayList<>();
        if (file.isPresent()) {
            for (String password : passwords) {
                place(file.get(), password, frameworkProperty)
                        .flatMap(PasswordPlace::open)
                        .ifPresent(what -> warnings.add(password + ": " + what));
            }
        }
        return warnings;
    }

    /** The file that holds the password; empty for none. */
    private static Optional<Path> place(Path file, String password, UnaryOperator<String> frameworkProperty) {
        Pattern setting = Pattern.compile("(?m)^\\s*" + Pattern.quote(password) + "\\s*[=:][ \\t]*\"?([^\\s\"]+)");
        try {
            Matcher value = setting.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            if (!value.find()) {
                return Optional.empty();
            }
            Matcher secret = SECRET.matcher(value.group(1));
            if (secret.matches()) {
                return new SecretFiles(frameworkProperty).file(secret.group(1));
            }
            return value.group(1).contains("$[") ? Optional.empty() : Optional.of(file);
        } catch (IOException | IllegalArgumentException e) {
            return Optional
                    .empty(); // no file that could be looked at: what the password is worth shows when it is used
        }
    }

    private static Optional<String> open(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
                return Optional.of("every user of this machine may read it in " + file + "; run chmod 600 on it");
            }
            boolean writable = permissions.contains(PosixFilePermission.OTHERS_WRITE)
                    || permissions.contains(PosixFilePermission.GROUP_WRITE);
            return writable
                    ? Optional.of("other users of this machine may change it in " + file + "; run chmod 600 on it")
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty(); // no such secret, or a file system that knows no others
        }
    }
}
