package org.estreamer.plugin.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estreamer.files.Folders;
import org.estreamer.files.OwnerFiles;
import org.estreamer.plugin.Plugin;
import org.estreamer.plugin.PluginInfo;
import org.estreamer.plugin.jdbc.delivery.JdbcPlugin;
import org.estreamer.plugin.jdbc.dialects.ConnectionUrl;
import org.estreamer.plugin.jdbc.dialects.Database;
import org.estreamer.plugin.jdbc.dialects.DriverConnector;
import org.estreamer.plugin.jdbc.rows.LayoutRows;
import org.estreamer.plugin.jdbc.rows.RowShape;
import org.estreamer.plugin.jdbc.rows.SeedRows;
import org.estreamer.settings.ConfigurationFile;
import org.estreamer.settings.PasswordPlace;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One configured database: offers a {@link JdbcPlugin} for it. The component is no service itself, because its
 * properties, and with them the password, would be the service's.
 */
@Component(
        configurationPid = JdbcOutput.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = {})
@Designate(ocd = JdbcConfiguration.class, factory = true)
@PluginInfo(description = "Writes records into a database", author = "estreamer", version = "1.0.0")
public final class JdbcOutput {
    static final String PID = "org.estreamer.plugin.jdbc";

    private static final Logger LOG = LoggerFactory.getLogger(JdbcOutput.class);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\[(?:secret|env|prop):[^\\]]*\\]?");

    private final JdbcPlugin plugin;
    private final ServiceRegistration<Plugin> registration;

    /**
     * Offers the plugin. The database is not needed before a server connects.
     *
     * @param configuration what the operator has set
     * @param properties    the same and what {@link PluginInfo} says
     * @param context       this bundle's
     */
    @Activate
    public JdbcOutput(JdbcConfiguration configuration, Map<String, Object> properties, BundleContext context) {
        String set = JdbcActivator.URL.of(properties).orElseGet(configuration::url);
        JdbcSettings settings = JdbcSettings.of(properties.get("service.pid"), set, configuration);
        ConnectionUrl url =
                new ConnectionUrl(settings.pid(), settings.url().isEmpty() ? embedded(context) : settings.url());
        warnings(url, properties, context).forEach(LOG::warn);
        String password = JdbcActivator.PASSWORD.of(properties).orElseGet(configuration::password);
        DriverConnector connector = new DriverConnector(url, configuration.user(), password);
        Database database = new Database(url.dialect(), connector);
        RowShape shape = settings.seed() ? new SeedRows(settings.table()) : new LayoutRows(settings.table());
        plugin = new JdbcPlugin(database, settings.output(), shape, settings.batchRecords());
        registration = context.registerService(
                Plugin.class, plugin, FrameworkUtil.asDictionary(shown(properties, connector.toString())));
    }

    /** A password in the url is in the configuration's file, where others may read it. */
    static List<String> warnings(ConnectionUrl url, Map<String, Object> properties, BundleContext context) {
        return url.hasPassword()
                ? PasswordPlace.warnings(properties, List.of("url"), context::getProperty).stream()
                        .map(warning -> ConfigurationFile.source(properties) + ": the password in " + warning)
                        .toList()
                : List.of();
    }

    /**
     * The properties without passwords. A placeholder that nothing has replaced is no secret and is left in, so that the
     * dispatcher, which refuses plugins with one, sees it.
     */
    private static Map<String, Object> shown(Map<String, Object> properties, String url) {
        Map<String, Object> shown = new HashMap<>(properties);
        shown.computeIfPresent("password", (name, value) -> placeholder(value));
        String missing = placeholder(properties.getOrDefault("url", ""));
        shown.put("url", missing == null ? url : missing);
        return shown;
    }

    /** The first placeholder in a value; null if there is none. */
    private static String placeholder(Object value) {
        Matcher placeholder = PLACEHOLDER.matcher(value.toString());
        return placeholder.find() ? placeholder.group() : null;
    }

    /** A database in one file that only its owner can read, whose commits have reached the disk. */
    private static String embedded(BundleContext context) {
        Path folder = folder(context::getProperty);
        try {
            OwnerFiles.createFolders(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder " + folder + " for the database", e);
        }
        return "jdbc:h2:file:" + folder.resolve("events") + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0";
    }

    /** The folder of the database where no url names another one. */
    static Path folder(UnaryOperator<String> property) {
        return Folders.resolve(property, "jdbc");
    }

    /** Takes the plugin back, and lets no database that does not answer hold that up. */
    @Deactivate
    public void stop() {
        CountDownLatch gone = new CountDownLatch(1);
        Thread watch = new Thread(() -> plugin.cutIfHanging(gone), "estreamer-jdbc-stop");
        watch.start();
        registration.unregister();
        gone.countDown();
        plugin.close();
    }
}
