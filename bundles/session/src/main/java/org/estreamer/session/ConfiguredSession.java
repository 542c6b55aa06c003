package org.estreamer.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.estreamer.files.Folders;
import org.estreamer.pipeline.log.EventLog;
import org.estreamer.pipeline.message.MessageCodec;
import org.estreamer.pipeline.metadata.Metadata;
import org.estreamer.pipeline.session.CheckReport;
import org.estreamer.pipeline.session.Session;
import org.estreamer.pipeline.session.SessionStatus;
import org.estreamer.pipeline.transport.Endpoint;
import org.estreamer.pipeline.transport.Transport;
import org.estreamer.session.plan.SessionPlan;
import org.estreamer.session.plan.SessionSettings;
import org.estreamer.session.plan.SettingNames;
import org.estreamer.session.plan.SettingsReader;
import org.estreamer.settings.ConfigurationFile;
import org.estreamer.settings.PasswordPlace;
import org.estreamer.settings.SettingProblems;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session for every factory configuration {@code org.estreamer.session}. The service is registered by hand and not by
 * Declarative Services, which would publish the whole configuration, password included, as service properties.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "org.estreamer.session",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=org.estreamer.pipeline.session.Session",
        uses = Session.class)
@Designate(ocd = SessionSettings.class, factory = true)
public final class ConfiguredSession implements Session {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredSession.class);

    private final SessionPlan plan;
    private final Transport transport;
    private final MessageCodec codec;
    private final ServerSession session;
    private final ServiceRegistration<Session> registration;

    /**
     * Starts the session, unless the settings are wrong or the runtime was started for another command.
     *
     * @param context       the bundle's context
     * @param transport     brings the bytes
     * @param codec         knows what they mean
     * @param log           takes the records
     * @param metadata      knows which of them say nothing new
     * @param settings      the settings
     * @param configuration the same settings by name, and those that nobody reads
     */
    @Activate
    public ConfiguredSession(
            BundleContext context,
            @Reference Transport transport,
            @Reference MessageCodec codec,
            @Reference EventLog log,
            @Reference Metadata metadata,
            SessionSettings settings,
            Map<String, Object> configuration) {
        this.transport = transport;
        this.codec = codec;
        String name = SettingNames.sessionName(configuration);
        String source = ConfigurationFile.source(configuration);
        String password = SessionActivator.PASSWORD.of(configuration).orElseGet(settings::identityPassword);
        this.plan = SettingsReader.read(
                name,
                settings,
                password,
                Folders.etc(context::getProperty),
                Folders.data(context::getProperty),
                problems(context, name, source, configuration));
        this.session = new ServerSession(plan, transport, codec, log, metadata);
        warnings(context, configuration).forEach(warning -> LOG.warn("Session {} ({}): {}", name, source, warning));
        this.registration =
                context.registerService(Session.class, this, FrameworkUtil.asDictionary(Map.of("name", name)));
        if (!Folders.onlyLooks(context::getProperty)) {
            if (!plan.problems().isEmpty()) {
                LOG.error("Session {} ({}) does not start: {}", name, source, plan.problemText());
            }
            session.start();
        }
    }

    /** What is wrong before anybody looks at the values. */
    private List<String> problems(
            BundleContext context, String name, String source, Map<String, Object> configuration) {
        List<String> problems = new ArrayList<>(ConfigurationFile.problems(configuration));
        if (problems.isEmpty()) {
            problems.addAll(SettingNames.unknown(configuration));
        }
        problems.addAll(SettingNames.twins(configuration));
        Neighbours.SHARED.claim(this, name, source).ifPresent(problems::add);
        problems.addAll(SettingProblems.unresolved(configuration, context::getProperty));
        return problems;
    }

    private List<String> warnings(BundleContext context, Map<String, Object> configuration) {
        List<String> warnings = new ArrayList<>(plan.warnings());
        warnings.addAll(PasswordPlace.warnings(configuration, List.of("identityPassword"), context::getProperty));
        warnings.addAll(Neighbours.SHARED.join(this, plan));
        return warnings;
    }

    @Deactivate
    void stop() {
        registration.unregister();
        session.stop();
        Neighbours.SHARED.leave(this);
    }

    @Override
    public SessionStatus status() {
        return session.status();
    }

    @Override
    public boolean check(CheckReport report) {
        return new ServerCheck(plan, transport, codec, report).run();
    }

    @Override
    public Endpoint endpoint() {
        return plan.endpoint();
    }
}
