package org.estreamer.plugin.jdbc.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.estreamer.plugin.RejectedRecordsException;
import org.estreamer.plugin.RejectedRecordsException.Rejection;
import org.estreamer.plugin.jdbc.dialects.Dialect;
import org.estreamer.plugin.jdbc.rows.SeedRows;
import org.estreamer.record.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of rows that a database refuses. */
class JdbcRejectionTest {
    private static TestDatabase database(Dialect dialect) throws Exception {
        return dialect == Dialect.H2 ? TestDatabase.h2(UUID.randomUUID().toString()) : Postgres.database();
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL"})
    void shouldRejectOnlyTheRowThatTheDatabaseRefuses(Dialect dialect) throws Exception {
        TestDatabase database = database(dialect);
        database.execute("CREATE TABLE \"mine\" (\"connectId\" INTEGER CHECK (\"connectId\" <> 2))");
        Record refused = Records.connection(2, Map.of());
        List<Rejection> rejections = database.write(
                new SeedRows("mine"), Records.connection(1, Map.of()), refused, Records.connection(3, Map.of()));
        assertEquals(List.of("1", "3"), database.column("SELECT \"connectId\" FROM \"mine\" ORDER BY 1"));
        assertEquals(1, rejections.size());
        assertSame(refused, rejections.get(0).record());
        String why = rejections.get(0).reason().getMessage();
        assertTrue(why.contains("refuses its values for table mine: ") && why.contains("heck constraint"), why);
    }

    @Test
    void shouldRejectARowThatTheDatabaseRefusesWhenItCommits() throws Exception {
        TestDatabase database = database(Dialect.POSTGRESQL);
        database.execute("CREATE TABLE \"mine\" (\"connectId\" INTEGER UNIQUE DEFERRABLE INITIALLY DEFERRED)");
        Record twice = Records.connection(1, Map.of());
        List<Rejection> rejections = database.write(
                new SeedRows("mine"), Records.connection(1, Map.of()), twice, Records.connection(3, Map.of()));
        assertEquals(List.of("1", "3"), database.column("SELECT \"connectId\" FROM \"mine\" ORDER BY 1"));
        assertSame(twice, rejections.get(0).record());
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL"})
    void shouldCommitNoPositionBeforeItHasToldWhatItRejects(Dialect dialect) throws Exception {
        TestDatabase database = database(dialect);
        database.execute("CREATE TABLE \"mine\" (\"connectId\" INTEGER CHECK (\"connectId\" <> 2))");
        try (JdbcPlugin plugin = database.plugin(new SeedRows("mine"))) {
            plugin.resume(Records.SERVER);
            for (int number = 1; number < 20; number++) {
                plugin.onRecord(Records.connection(number, Map.of()));
            }
            assertThrows(
                    RejectedRecordsException.class, () -> plugin.persist(Map.of(Records.SERVER, Records.position(20))));
        }
        assertEquals(List.of(), database.column("SELECT 1 FROM \"mine\""));
        try (JdbcPlugin next = database.plugin(new SeedRows("mine"))) {
            assertTrue(next.resume(Records.SERVER).isEmpty());
        }
    }

    /** What somebody does to the table, so that PostgreSQL refuses one of the rows, and with which words. */
    static Stream<Arguments> obstacles() {
        return Stream.of(
                Arguments.of("CREATE INDEX long_url ON \"mine\" (\"url\")", "index row"),
                Arguments.of(
                        "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF NEW.\"connectId\" = 2 THEN"
                                + " RAISE EXCEPTION 'not this one'; END IF; RETURN NEW; END$$; CREATE TRIGGER no BEFORE"
                                + " INSERT ON \"mine\" FOR EACH ROW EXECUTE FUNCTION no()",
                        "not this one"),
                Arguments.of(
                        "ALTER TABLE \"mine\" RENAME TO rows; CREATE VIEW \"mine\" AS SELECT * FROM rows"
                                + " WHERE \"connectId\" <> 2 WITH CHECK OPTION",
                        "check option"));
    }

    @ParameterizedTest
    @MethodSource("obstacles")
    void shouldRejectOnlyTheRowThatAnIndexATriggerOrAViewRefuses(String done, String words) throws Exception {
        TestDatabase database = database(Dialect.POSTGRESQL);
        database.write(new SeedRows("mine"), Records.connection(0, Map.of()));
        database.execute(done);
        Record refused = Records.connection(2, Map.of("clientUrl", incompressible(20_000)));
        List<Rejection> rejections = database.write(
                new SeedRows("mine"), Records.connection(1, Map.of()), refused, Records.connection(3, Map.of()));
        assertEquals(List.of("0", "1", "3"), database.column("SELECT \"connectId\" FROM \"mine\" ORDER BY 1"));
        assertEquals(1, rejections.size());
        assertSame(refused, rejections.get(0).record());
        String why = rejections.get(0).reason().getMessage();
        assertTrue(why.contains("refuses its values for table mine: ") && why.contains(words), why);
    }

    private static String incompressible(int chars) {
        return new Random(1)
                .ints(chars, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
