package org.estreamer.deployer.gate;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estreamer.files.Folders;
import org.estreamer.settings.SecretFiles;

/**
 * The deployer's configuration as it lies in the folder of configurations. It is read from there because it comes
 * late on its own way: the watcher takes up the plugins first, and they would be let in before the gate is shut.
 *
 * <p>What is read here in another way than there, such as a file in the format {@code .config} with its quotation
 * marks, makes no valid setting, so the gate is shut until the configuration itself is there.
 */
final class GateFile {
    /** The setting in which the folder's watcher hands on the file it has read. */
    static final String FILE_NAME = "felix.fileinstall.filename";

    private static final List<String> EXTENSIONS = List.of(".cfg", ".config");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\[(secret|env):([^;\\]]+)\\]");

    private final UnaryOperator<String> properties;
    private final SecretFiles secrets;

    /**
     * Names the file.
     *
     * @param properties the framework properties; {@code estreamer.etc} or {@code karaf.etc} is the folder
     */
    GateFile(UnaryOperator<String> properties) {
        this.properties = properties;
        this.secrets = new SecretFiles(properties);
    }

    /**
     * Reads the file.
     *
     * @return its settings by name, and its own name as {@link #FILE_NAME}; empty where there is no file
     * @throws IOException if it is there and cannot be read; the message names it
     */
    Map<String, String> read() throws IOException {
        Map<String, String> settings = new HashMap<>();
        for (String extension : EXTENSIONS) {
            Path file = Folders.etc(properties).resolve(DeployerSettings.PID + extension);
            if (Files.exists(file)) {
                load(file).forEach((name, value) -> settings.put(name.toString(), replaced(value.toString())));
                settings.put(FILE_NAME, file.toString());
            }
        }
        return settings;
    }

    private static Properties load(Path file) throws IOException {
        Properties properties = new Properties();
        // bytes that are no UTF-8 are passed over, as the folder's watcher does
        try (Reader in = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(file + " cannot be read: " + e, e);
        }
        return properties;
    }

    private String replaced(String value) {
        return PLACEHOLDER
                .matcher(value)
                .replaceAll(found -> Matcher.quoteReplacement(meaning(found.group(1), found.group(2), found.group())));
    }

    private String meaning(String kind, String name, String absent) {
        String meaning =
                kind.equals("env") ? System.getenv(name) : secrets.content(name).orElse(null);
        return meaning == null ? absent : meaning;
    }
}
