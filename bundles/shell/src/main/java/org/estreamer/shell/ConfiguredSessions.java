package org.estreamer.shell;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * The sessions an operator has configured. A configuration takes a moment from the file to the session, and a wrong one
 * may never get there: what is expected is compared with what is there.
 */
final class ConfiguredSessions {
    private static final String FACTORY = "org.estreamer.session";
    private static final Pattern FILE = Pattern.compile("org\\.estreamer\\.session[-~](.+)\\.(cfg|config)");

    private static final Duration POLL = Duration.ofMillis(50);

    private final Services services;
    private final Path etc;

    ConfiguredSessions(Services services, Path etc) {
        this.services = services;
        this.etc = etc;
    }

    /**
     * Waits until every configuration has become a session.
     *
     * @param time  the time that passes
     * @param limit how long at most; where nothing is configured, a fifth of it
     */
    void await(Time time, Duration limit) throws InterruptedException {
        long start = time.nanos();
        while (!missing().isEmpty() ? time.since(start).compareTo(limit) < 0 : !any()) {
            if (!any() && time.since(start).compareTo(limit.dividedBy(5)) >= 0) {
                return;
            }
            time.pause(POLL);
        }
    }

    /** Whether there is anything to expect, or there already. */
    boolean any() {
        return !services.sessions().isEmpty() || !expected().isEmpty();
    }

    /** The names of the sessions that are configured but not there. */
    List<String> missing() {
        Set<String> names = expected();
        services.sessionStatuses().forEach(session -> names.remove(session.name()));
        return List.copyOf(names);
    }

    /** What to do where nothing is configured. */
    String advice() {
        return "no session is configured: put a file " + FACTORY + "-NAME.cfg with host and identity into " + etc;
    }

    private Set<String> expected() {
        List<Configuration> configurations = configurations();
        Set<String> names = new TreeSet<>();
        configurations.forEach(configuration -> names.add(name(configuration)));
        for (Path file : files()) {
            String name = file.getFileName().toString();
            if (configurations.stream().noneMatch(one -> source(one).endsWith("/" + name))) {
                names.add(nameIn(name));
            }
        }
        return names;
    }

    private List<Configuration> configurations() {
        ConfigurationAdmin admin = services.configurations;
        try {
            Configuration[] found =
                    admin == null ? null : admin.listConfigurations("(service.factoryPid=" + FACTORY + ")");
            return found == null ? List.of() : List.of(found);
        } catch (IOException | InvalidSyntaxException | IllegalStateException e) {
            throw new IllegalStateException("the configurations cannot be listed: " + e.getMessage(), e);
        }
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> folder = Files.newDirectoryStream(
                etc, file -> FILE.matcher(file.getFileName().toString()).matches())) {
            folder.forEach(files::add);
        } catch (IOException e) {
            // no such folder, no such files; configurations may come from elsewhere
            return List.of();
        }
        return files;
    }

    /** The name that the session gives itself. */
    private static String name(Configuration configuration) {
        String pid = configuration.getPid();
        int tilde = pid.indexOf('~');
        if (tilde >= 0) {
            return pid.substring(tilde + 1);
        }
        String own = setting(configuration, "name").strip();
        String source = source(configuration);
        return !own.isEmpty() ? own : source.isEmpty() ? pid : nameIn(source.substring(source.lastIndexOf('/') + 1));
    }

    private static String source(Configuration configuration) {
        return setting(configuration, "felix.fileinstall.filename");
    }

    private static String setting(Configuration configuration, String name) {
        Dictionary<String, Object> properties = configuration.getProperties();
        Object value = properties == null ? null : properties.get(name);
        return value == null ? "" : value.toString();
    }

    private static String nameIn(String fileName) {
        Matcher file = FILE.matcher(fileName);
        return file.matches() ? file.group(1) : fileName;
    }
}
