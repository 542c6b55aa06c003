package org.estreamer.plugin.jdbc.delivery;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.estreamer.plugin.jdbc.dialects.Dialect;

/** A real PostgreSQL, started once for all tests; each test has a database of its own in it. */
final class Postgres {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static EmbeddedPostgres server;

    private Postgres() {}

    static synchronized TestDatabase database() throws IOException, SQLException {
        if (server == null) {
            // its own shutdown hook stops it and removes its folder
            server = EmbeddedPostgres.builder().start();
        }
        String name = "test" + NUMBER.incrementAndGet();
        new TestDatabase(Dialect.POSTGRESQL, server.getJdbcUrl("postgres", "postgres"), "postgres")
                .execute("CREATE DATABASE " + name);
        return new TestDatabase(Dialect.POSTGRESQL, server.getJdbcUrl("postgres", name), "postgres");
    }
}
