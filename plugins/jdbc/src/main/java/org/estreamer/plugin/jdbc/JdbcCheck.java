package org.estreamer.plugin.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.estreamer.files.FileAccess;
import org.estreamer.files.OutputPlace;
import org.estreamer.plugin.Checkable;
import org.estreamer.plugin.jdbc.delivery.TableRights;
import org.estreamer.plugin.jdbc.dialects.ConnectionUrl;
import org.estreamer.plugin.jdbc.dialects.DriverConnector;
import org.estreamer.plugin.jdbc.dialects.SqlErrors;
import org.estreamer.settings.HiddenSetting;

/**
 * Tries the configuration of a database for {@code estreamer check}: whether it answers, knows the user, and lets that user write. A
 * database in a file belongs to who has opened it, so it is left alone, and its folder is looked at.
 */
public final class JdbcCheck implements Checkable {
    @Override
    public String pid() {
        return JdbcOutput.PID;
    }

    @Override
    public void check(Map<String, ?> settings, Check check) {
        Object pid = settings.get("service.pid");
        JdbcSettings wanted = JdbcSettings.of(
                pid,
                secret(JdbcActivator.URL, settings, "url"),
                Checkable.text(settings, "columns", "layout"),
                Checkable.text(settings, "table", "estreamer"),
                Integer.parseInt(Checkable.text(settings, "batchRecords", "500")));
        if (wanted.url().isEmpty()) {
            folder(JdbcOutput.folder(check::property), check);
            return;
        }
        ConnectionUrl url = new ConnectionUrl(pid, wanted.url());
        Optional<Path> file = url.file();
        if (file.isPresent()) {
            folder(file.get().toAbsolutePath().getParent(), check);
        } else {
            String password = secret(JdbcActivator.PASSWORD, settings, "password");
            connect(new DriverConnector(url, Checkable.text(settings, "user", ""), password), url, wanted, check);
        }
    }

    private static void folder(Path folder, Check check) {
        Optional<String> obstacle = OutputPlace.obstacle(folder, FileAccess.OWNER);
        check.step(
                "folder",
                obstacle.isEmpty(),
                obstacle.orElse(folder + ", for a database in a file, which is not opened"));
    }

    private static void connect(DriverConnector connector, ConnectionUrl url, JdbcSettings wanted, Check check) {
        String step = "connect";
        try (Connection connection = connector.connect()) {
            DatabaseMetaData database = connection.getMetaData();
            check.step(
                    step,
                    true,
                    connector + ": " + database.getDatabaseProductName() + " " + database.getDatabaseProductVersion()
                            + ", user " + database.getUserName());
            step = "table";
            connection.setAutoCommit(false);
            try {
                String problem = new TableRights(connection, url.dialect()).problem(wanted.table(), wanted.seed());
                check.step(step, problem.isEmpty(), problem.isEmpty() ? "may be written" : problem);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            check.step(step, false, connector + ": " + SqlErrors.reason(e));
        }
    }

    private static String secret(HiddenSetting hidden, Map<String, ?> settings, String name) {
        return hidden.of(settings).orElseGet(() -> Checkable.text(settings, name, ""));
    }
}
