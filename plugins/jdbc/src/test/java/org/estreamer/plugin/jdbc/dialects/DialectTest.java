package org.estreamer.plugin.jdbc.dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.estreamer.plugin.jdbc.rows.ColumnType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of what is said to a database, also to the one that no test has: SQL Server. */
class DialectTest {
    private static List<String> definitions(Dialect dialect) {
        return Stream.of(ColumnType.values())
                .map(type -> type.name() + " " + dialect.type(type))
                .toList();
    }

    @Test
    void shouldDefineColumnsInTheWordsOfSqlServer() {
        assertEquals(
                List.of("LONG BIGINT", "UNSIGNED NUMERIC(20)", "TEXT NVARCHAR(MAX)", "LARGE NVARCHAR(MAX)"),
                definitions(Dialect.SQL_SERVER));
        assertEquals("NVARCHAR(200)", Dialect.SQL_SERVER.keyType());
        assertEquals("VARBINARY(MAX)", Dialect.SQL_SERVER.binary());
        assertEquals("SET LOCK_TIMEOUT 5000", Dialect.SQL_SERVER.lockLimit());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "H2         | ALTER TABLE \"a\".\"b\" ADD (\"x\" BIGINT, \"y\" BIGINT)",
                "POSTGRESQL | ALTER TABLE \"a\".\"b\" ADD \"x\" BIGINT, ADD \"y\" BIGINT",
                "SQL_SERVER | ALTER TABLE \"a\".\"b\" ADD \"x\" BIGINT, \"y\" BIGINT"
            })
    void shouldAddColumnsInOneStatement(Dialect dialect, String statement) {
        assertEquals(statement, dialect.addColumns("a.b", List.of("\"x\" BIGINT", "\"y\" BIGINT")));
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:mem:x, H2",
        "jdbc:postgresql://db/x, POSTGRESQL",
        "jdbc:sqlserver://db;databaseName=x, SQL_SERVER"
    })
    void shouldBeKnownByTheUrl(String url, Dialect dialect) {
        assertEquals(dialect, Dialect.of("pid", url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:mysql://db/x", "postgresql://db/x", "jdbc:h2", " "})
    void shouldNameTheDatabasesItKnows(String url) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Dialect.of("org.estreamer.plugin.jdbc~x", url));
        assertEquals(
                "org.estreamer.plugin.jdbc~x: url starts with none of jdbc:h2:, jdbc:postgresql:, jdbc:sqlserver:",
                refusal.getMessage());
    }

    @Test
    void shouldQuoteWhateverTheNameHolds() {
        assertEquals("\"my\".\"t\"\"; DROP TABLE x\"", Dialect.quote("my.t\"; DROP TABLE x"));
    }

    @Test
    void shouldPutNumbersWhereThereIsRoomForThem() {
        assertTrue(Dialect.SQL_SERVER.holds(ColumnType.UNSIGNED, ColumnType.LONG));
        assertFalse(Dialect.SQL_SERVER.holds(ColumnType.LONG, ColumnType.UNSIGNED));
        assertTrue(Dialect.SQL_SERVER.holds(ColumnType.TEXT, ColumnType.LARGE));
        assertFalse(Dialect.H2.holds(ColumnType.TEXT, ColumnType.LARGE));
    }

    @ParameterizedTest
    @CsvSource({
        "22003,   0, true",
        "23505,   0, true",
        "S0002, 220, true",
        "S0001, 2628, true",
        "S0001, 8115, true",
        "S0001, 1205, false",
        "54000,   0, true",
        "P0001,   0, true",
        "44000,   0, true",
        "44000, 550, true",
        "45000,   0, true",
        "S0016, 50000, true",
        "90044, 90044, true",
        "50000, 50000, false",
        "90040, 90040, false",
        "42501,   0, false",
        "42P01,   0, false",
        "42S02, 42102, false",
        "25006,   0, false",
        "40P01,   0, false",
        "53100,   0, false",
        "55P03,   0, false",
        "57014,   0, false",
        "08S01,   0, false",
        ",        0, false"
    })
    void shouldTellRefusedValuesFromADatabaseThatIsInTrouble(String state, int code, boolean aboutValues) {
        SQLException wrapped = new SQLException("a wrapper's words", new SQLException("its own", state, code));
        assertEquals(aboutValues, SqlErrors.isAboutValues(wrapped));
    }

    @Test
    void shouldNotBlameARowForTransactionsThatHaveRunOut() {
        String words = "ERROR: database is not accepting commands to avoid wraparound data loss in database \"x\"";
        assertFalse(SqlErrors.isAboutValues(new SQLException(words, "54000")));
    }
}
