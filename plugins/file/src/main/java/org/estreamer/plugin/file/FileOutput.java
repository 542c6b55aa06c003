package org.estreamer.plugin.file;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.estreamer.files.FileAccess;
import org.estreamer.files.Folders;
import org.estreamer.format.Format;
import org.estreamer.format.FormatOptions;
import org.estreamer.format.RecordWriter;
import org.estreamer.plugin.PluginInfo;
import org.estreamer.settings.ConfigurationFile;
import org.estreamer.settings.SettingProblems;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One configured file: offers a {@link FilePlugin} for it while the format that the configuration names is there. */
@Component(
        configurationPid = FileOutput.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = {})
@Designate(ocd = FileConfiguration.class, factory = true)
@PluginInfo(description = "Writes records into a file", author = "estreamer", version = "1.0.0")
public final class FileOutput {
    static final String PID = "org.estreamer.plugin.file";

    private static final Logger LOG = LoggerFactory.getLogger(FileOutput.class);

    private final FormatFollower follower;

    /**
     * Starts to look for the format.
     *
     * @param settings   what the operator has set
     * @param properties the same and what {@link PluginInfo} says, for the plugin's service
     * @param context    this bundle's
     */
    @Activate
    public FileOutput(FileConfiguration settings, Map<String, ?> properties, BundleContext context) {
        Object pid = properties.get("service.pid");
        Path path = Folders.resolve(context::getProperty, path(pid, settings, properties));
        FileAccess access = FileAccess.of(pid, settings.permissions(), settings.group());
        FormatOptions options = options(pid, settings);
        Duration join = joinTime(pid, settings.join(), settings.joinSeconds());
        follower = new FormatFollower(
                context,
                settings.format(),
                format -> new FilePlugin(
                        String.valueOf(pid),
                        path,
                        access,
                        writer(pid, format, options),
                        join,
                        System::nanoTime,
                        LOG::warn),
                FrameworkUtil.asDictionary(properties));
        follower.open();
        if (follower.isEmpty()) {
            LOG.warn(
                    "{}: there is no format named {}. {} is written as soon as one is there",
                    pid,
                    settings.format(),
                    path);
        }
    }

    private static FormatOptions options(Object pid, FileConfiguration settings) {
        try {
            return new FormatOptions(
                    FormatOptions.Naming.of(settings.names()),
                    settings.omitEmpty(),
                    words(settings.fields()),
                    words(settings.withoutFields()));
        } catch (IllegalArgumentException e) {
            throw named(pid, e);
        }
    }

    /** Without its cause: of what a component fails of the innermost is shown, which does not say whose setting it is. */
    private static IllegalArgumentException named(Object pid, IllegalArgumentException fault) {
        return new IllegalArgumentException(pid + ": " + fault.getMessage());
    }

    /** The words of a setting: a file has them in one line, with commas in between; a management tool one by one. */
    static Set<String> words(String... values) {
        return Arrays.stream(values)
                .flatMap(value -> Arrays.stream(value.split("[,\\s]+")))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }

    private static RecordWriter writer(Object pid, Format format, FormatOptions options) {
        try {
            return format.writer(options);
        } catch (IllegalArgumentException e) {
            throw named(pid, e);
        }
    }

    private static String path(Object pid, FileConfiguration settings, Map<String, ?> properties) {
        try {
            return required(pid, settings.path());
        } catch (IllegalArgumentException e) {
            // a byte order mark hides it, for one
            List<String> faults = ConfigurationFile.problems(properties);
            throw faults.isEmpty() ? e : new IllegalArgumentException(pid + ": " + String.join("; ", faults));
        }
    }

    static String required(Object pid, String path) {
        if (path == null || path.isBlank()) {
            throw new IllegalArgumentException(
                    pid + ": path is missing. Set the file to write to, such as events.json");
        }
        return path;
    }

    static Duration joinTime(Object pid, boolean join, int seconds) {
        if (seconds < 1 || seconds > 60) {
            throw new IllegalArgumentException(pid + ": " + SettingProblems.outOfRange("joinSeconds", seconds, 1, 60));
        }
        return join ? Duration.ofSeconds(seconds) : Duration.ZERO;
    }

    /** Takes the plugin back. */
    @Deactivate
    public void stop() {
        follower.close();
    }
}
