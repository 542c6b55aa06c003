package org.estreamer.shell.live;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.estreamer.files.Folders;
import org.estreamer.format.Format;
import org.estreamer.pipeline.delivery.Dispatcher;
import org.estreamer.pipeline.delivery.PluginFile;
import org.estreamer.pipeline.delivery.PluginFolder;
import org.estreamer.pipeline.delivery.PluginStatus;
import org.estreamer.pipeline.log.EventLog;
import org.estreamer.pipeline.log.LogFiles;
import org.estreamer.pipeline.log.LogStatus;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.metadata.NameResolver;
import org.estreamer.pipeline.session.Session;
import org.estreamer.pipeline.session.SessionStatus;
import org.estreamer.pipeline.transport.Transport;
import org.estreamer.settings.ConfigurationFolder;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The services of the other rooms, as they come and go. None of them is required, so that the commands are there to say
 * what is missing.
 */
@Component(service = Services.class)
public final class Services {
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final Map<Format, String> formats = new ConcurrentHashMap<>();
    /** The folder of configuration files; null before the component is there. */
    volatile Path etc;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Dispatcher dispatcher;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile EventLog log;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile MessageCodec codec;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile LogFiles logFiles;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile NameResolver names;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Transport transport;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ConfigurationAdmin configurations;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile PluginFolder folder;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile FailedComponents failed;

    @Activate
    void activate(BundleContext context) {
        etc = Folders.etc(context::getProperty);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addSession(Session session) {
        sessions.add(session);
    }

    public void removeSession(Session session) {
        sessions.remove(session);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addFormat(Format format, Map<String, ?> properties) {
        formats.put(format, String.valueOf(properties.get(Format.NAME)));
    }

    public void removeFormat(Format format) {
        formats.remove(format);
    }

    /** Who gives records to plugins; null while it is not there. */
    public Dispatcher dispatcher() {
        return dispatcher;
    }

    /** The log; null while it is not there. */
    public EventLog log() {
        return log;
    }

    /** What is wrong with the settings of the log and of the dispatcher. */
    public List<String> faults() {
        EventLog logNow = log;
        Dispatcher dispatcherNow = dispatcher;
        return Stream.concat(
                        logNow == null ? Stream.of() : logNow.faults().stream(),
                        dispatcherNow == null ? Stream.of() : dispatcherNow.faults().stream())
                .toList();
    }

    /** The configuration files that cannot be read, each with what is wrong. */
    public Map<String, String> unreadFiles() {
        Path present = etc;
        return present == null ? Map.of() : ConfigurationFolder.unreadable(present);
    }

    /** What reads messages; null while it is not there. */
    public MessageCodec codec() {
        return codec;
    }

    /** What reads the files of logs; null while it is not there. */
    public LogFiles logFiles() {
        return logFiles;
    }

    /** What knows the names of ids; null while it is not there. */
    public NameResolver names() {
        return names;
    }

    /** What connects; null while it is not there. */
    public Transport transport() {
        return transport;
    }

    /** What holds the configurations; null while it is not there. */
    public ConfigurationAdmin configurations() {
        return configurations;
    }

    /** What knows the plugin jars; null while it is not there. */
    public PluginFolder folder() {
        return folder;
    }

    /** The sessions by name. */
    public List<Session> sessions() {
        return sessions.stream()
                .sorted(Comparator.comparing(session -> session.status().name()))
                .toList();
    }

    /** How the sessions stand, by name. */
    public List<SessionStatus> sessionStatuses() {
        return sessions.stream()
                .map(Session::status)
                .sorted(Comparator.comparing(SessionStatus::name))
                .toList();
    }

    /** The plugins in the order they came; none without a dispatcher. */
    public List<PluginStatus> plugins() {
        Dispatcher present = dispatcher;
        return present == null ? List.of() : present.plugins();
    }

    /** How the logs stand, by the names of their servers; none without a log. */
    public List<LogStatus> logs() {
        EventLog present = log;
        return present == null
                ? List.of()
                : present.status().stream()
                        .sorted(Comparator.comparing(LogStatus::server))
                        .toList();
    }

    /** The jars in the plugin folders that do not run, or not with their newest content. */
    public List<PluginFile> troubledFiles() {
        PluginFolder present = folder;
        return present == null
                ? List.of()
                : present.files().stream()
                        .map(this::withFailures)
                        .filter(file -> !file.reason().isEmpty())
                        .toList();
    }

    /** A bundle that is started is of no use where its component could not be made. */
    private PluginFile withFailures(PluginFile file) {
        FailedComponents present = failed;
        List<String> reasons =
                present == null || !file.reason().isEmpty() ? List.of() : present.reasons(file.symbolicName());
        return reasons.isEmpty()
                ? file
                : new PluginFile(
                        file.file(),
                        file.symbolicName(),
                        file.version(),
                        PluginFile.State.WAITING,
                        String.join("; ", reasons));
    }

    /** The format of that name. */
    public Optional<Format> format(String name) {
        return formats.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The names of the formats there are, in order. */
    public List<String> formatNames() {
        return List.copyOf(new TreeSet<>(formats.values()));
    }
}
