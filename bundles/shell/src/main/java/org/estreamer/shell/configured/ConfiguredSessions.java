package org.estreamer.shell.configured;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estreamer.shell.command.Time;
import org.estreamer.shell.live.Services;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * The sessions an operator has configured. A configuration takes a moment from the file to the session, and a wrong one
 * may never get there: what is expected is compared with what is there. A simulator may configure a session too, once it
 * listens.
 */
public final class ConfiguredSessions {
    private static final String FACTORY = "org.estreamer.session";
    /** FileInstall makes no factory's configuration of a {@code ~}, though a pid has one: operators write it all the same. */
    private static final Pattern FILE = Pattern.compile("org\\.estreamer\\.session[-~](.+)\\.(cfg|config)");

    private static final String SIMULATOR = "org.estreamer.simulator";
    private static final Pattern SIMULATOR_FILE = Pattern.compile("org\\.estreamer\\.simulator[-~].+\\.(cfg|config)");
    private static final Pattern SIMULATED =
            Pattern.compile("(?m)^[ \\t]*session[ \\t]*[=:][ \\t]*\"?([A-Za-z0-9._-]+)");

    private static final Duration POLL = Duration.ofMillis(50);

    private final Services services;
    private final Path etc;

    public ConfiguredSessions(Services services, Path etc) {
        this.services = services;
        this.etc = etc;
    }

    /**
     * Waits until every configuration has become a session.
     *
     * @param time  the time that passes
     * @param limit how long at most; where nothing is configured, a fifth of it
     */
    public void await(Time time, Duration limit) throws InterruptedException {
        long start = time.nanos();
        while (!missing().isEmpty() ? time.since(start).compareTo(limit) < 0 : !any()) {
            if (!any() && time.since(start).compareTo(limit.dividedBy(5)) >= 0) {
                return;
            }
            time.pause(POLL);
        }
    }

    /** Whether there is anything to expect, or there already. */
    public boolean any() {
        return !services.sessions().isEmpty() || !expected().isEmpty();
    }

    /** The names of the sessions that are configured but not there. */
    public List<String> missing() {
        Set<String> names = expected();
        services.sessionStatuses().forEach(session -> names.remove(session.name()));
        return List.copyOf(names);
    }

    /**
     * Why a session may be missing.
     *
     * @param name the session's name
     */
    public String reason(String name) {
        return obstacle(name).orElse("its configuration was not taken; look into the log, and at the file's syntax");
    }

    /**
     * Why a session cannot come of its files, however long one waits; empty where it may still.
     *
     * @param name the session's name
     */
    public Optional<String> obstacle(String name) {
        List<String> files = files(FILE).stream()
                .map(file -> file.getFileName().toString())
                .filter(file -> nameIn(file).equals(name))
                .sorted()
                .toList();
        if (files.size() > 1) {
            return Optional.of(String.join(" and ", files)
                    + " are for the same session; remove or rename one of them, and start anew");
        }
        return files.stream()
                .filter(file -> file.indexOf('~') >= 0)
                .findAny()
                .map(file -> file + " is not read for its ~; rename it to " + file.replace('~', '-'));
    }

    /** What to do where nothing is configured. */
    public String advice() {
        return "no session is configured: put a file " + FACTORY + "-NAME.cfg with host and identity into " + etc;
    }

    private Set<String> expected() {
        Set<String> names = new TreeSet<>();
        List<Configuration> sessions = configurations(FACTORY);
        sessions.forEach(configuration -> names.add(name(configuration)));
        unread(FILE, sessions)
                .forEach(file -> names.add(nameIn(file.getFileName().toString())));
        List<Configuration> simulators = configurations(SIMULATOR);
        simulators.forEach(
                configuration -> names.add(setting(configuration, "session").strip()));
        unread(SIMULATOR_FILE, simulators).forEach(file -> names.add(simulated(file)));
        names.remove("");
        return names;
    }

    private List<Configuration> configurations(String factory) {
        ConfigurationAdmin admin = services.configurations();
        try {
            Configuration[] found =
                    admin == null ? null : admin.listConfigurations("(service.factoryPid=" + factory + ")");
            return found == null ? List.of() : List.of(found);
        } catch (IOException | InvalidSyntaxException | IllegalStateException e) {
            throw new IllegalStateException("the configurations cannot be listed: " + e.getMessage(), e);
        }
    }

    /** The files that are no configuration yet. */
    private List<Path> unread(Pattern pattern, List<Configuration> configurations) {
        return files(pattern).stream()
                .filter(file ->
                        configurations.stream().noneMatch(one -> source(one).endsWith("/" + file.getFileName())))
                .toList();
    }

    private List<Path> files(Pattern pattern) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> folder = Files.newDirectoryStream(
                etc, file -> pattern.matcher(file.getFileName().toString()).matches())) {
            folder.forEach(files::add);
        } catch (IOException e) {
            // no such folder, no such files; configurations may come from elsewhere
            return List.of();
        }
        return files;
    }

    /** The session that a simulator's file speaks of; empty for none. */
    private static String simulated(Path file) {
        try {
            Matcher session = SIMULATED.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            return session.find() ? session.group(1) : "";
        } catch (IOException e) {
            return ""; // it went away or cannot be read, so no simulator comes of it
        }
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
