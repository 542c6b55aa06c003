package org.estreamer.plugin.jdbc.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.estreamer.plugin.jdbc.dialects.Database;
import org.estreamer.plugin.jdbc.dialects.Dialect;
import org.estreamer.plugin.jdbc.rows.Cell;
import org.estreamer.plugin.jdbc.rows.LayoutRows;
import org.estreamer.plugin.jdbc.rows.Row;
import org.estreamer.plugin.jdbc.rows.RowShape;
import org.estreamer.plugin.jdbc.rows.SeedRows;
import org.estreamer.record.Record;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stands in the tables, in H2 and in a real PostgreSQL. */
class JdbcRowsTest {
    private static final String CONNECTIONS = "\"estreamer_connection\"";
    private static final String URL_CATEGORIES = "\"estreamer_url_category_metadata_121\"";
    private static final RowShape LAYOUT = new LayoutRows("estreamer");

    private static TestDatabase database(Dialect dialect) throws Exception {
        return dialect == Dialect.H2 ? TestDatabase.h2(UUID.randomUUID().toString()) : Postgres.database();
    }

    private void write(TestDatabase database, RowShape shape, Record... records) throws Exception {
        database.write(shape, records);
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL"})
    void shouldWriteFieldsIntoColumnsOfTheirNames(Dialect dialect) throws Exception {
        TestDatabase database = database(dialect);
        write(database, LAYOUT, Records.connection(7, Map.of("initiatorTransmittedBytes", -1L)));
        assertEquals(List.of("10.1.2.3"), database.column("SELECT \"initiatorIpAddress\" FROM " + CONNECTIONS));
        assertEquals(List.of("2001:db8::7"), database.column("SELECT \"responderIpAddress\" FROM " + CONNECTIONS));
        assertEquals(
                List.of("18446744073709551615"),
                database.column("SELECT \"initiatorTransmittedBytes\" FROM " + CONNECTIONS));
        assertEquals(List.of("1700000000"), database.column("SELECT \"archiveTimestamp\" FROM " + CONNECTIONS));
        assertEquals(List.of("lab"), database.column("SELECT \"recordServer\" FROM " + CONNECTIONS));
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL"})
    void shouldAddColumnsThatANewerReleaseBrings(Dialect dialect) throws Exception {
        TestDatabase database = database(dialect);
        Record old = Records.of(71, Map.of("blockType", 101, "initiatorPort", 1, "initiatorTransmittedBytes", 5));
        write(database, LAYOUT, old);
        write(database, LAYOUT, Records.connection(2, Map.of("userAgent", "probe")), old);
        assertEquals(3, database.column("SELECT 1 FROM " + CONNECTIONS).size());
        assertEquals(
                List.of("probe"),
                database.column("SELECT \"userAgent\" FROM " + CONNECTIONS + " WHERE \"userAgent\" IS NOT NULL"));
        // the old release's number had 32 bits: a column that holds 64 stands beside it
        assertEquals(
                1,
                database.column("SELECT 1 FROM " + CONNECTIONS
                                + " WHERE \"initiatorTransmittedBytes_unsigned\" IS NOT NULL")
                        .size());
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL"})
    void shouldKeepNestedBlocksAsJson(Dialect dialect) throws Exception {
        TestDatabase database = database(dialect);
        write(
                database,
                LAYOUT,
                Records.of(95, Map.of("userLogin", Map.of("blockType", 167, "username", "an \"a\"\u0001"))));
        String json =
                database.column("SELECT \"userLogin\" FROM \"estreamer_user\"").get(0);
        assertTrue(json.startsWith("{\"blockType\":167,"), json);
        assertTrue(json.contains("\"username\":\"an \\\"a\\\"\\u0001\""), json);
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL"})
    void shouldKeepTheBytesOfABrokenRecord(Dialect dialect) throws Exception {
        TestDatabase database = database(dialect);
        Record broken = Records.cut(Records.connection(1, Map.of()), 60);
        write(database, LAYOUT, broken);
        assertEquals(
                List.of(Base64.getEncoder().encodeToString(broken.body())),
                database.column("SELECT \"raw\" FROM " + CONNECTIONS + " WHERE \"fault\" IS NOT NULL"));
        write(database, new SeedRows("flows"), broken);
        assertEquals(1, database.column("SELECT 1 FROM \"flows\"").size());
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL"})
    void shouldTakeNulAndOverlongText(Dialect dialect) throws Exception {
        TestDatabase database = database(dialect);
        String text = "a\0b" + "x".repeat(1_200_000);
        try (Store store = new Store(new Database(dialect, database.connector()), "test", false)) {
            List<Row> rows = List.of(new Row("long", List.of(Cell.text("text", text))));
            store.begin();
            store.grow(rows);
            store.insert(rows);
            store.commit(Map.of(Records.SERVER, Records.position(1)));
        }
        String written = database.column("SELECT \"text\" FROM \"long\"").get(0);
        assertTrue(written.startsWith("a\uFFFDbxxx"), written.substring(0, 10));
        assertEquals(dialect == Dialect.H2 ? 1_000_000 : text.length(), written.length());
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL"})
    void shouldPutTheTypesOfAGroupIntoOneTable(Dialect dialect) throws Exception {
        TestDatabase database = database(dialect);
        write(
                database,
                LAYOUT,
                Records.of(502, Map.of("blockType", 79, "fileSize", -1L)),
                Records.of(125, Map.of("blockType", 80, "fileSize", 7)));
        assertEquals(
                List.of("125 Malware Event Record", "502 File Malware Event"),
                database.column(
                        "SELECT \"recordType\" || ' ' || \"recordName\" FROM \"estreamer_malware\" ORDER BY 1"));
        assertEquals(
                List.of("7", "18446744073709551615"),
                database.column("SELECT \"fileSize\" FROM \"estreamer_malware\" ORDER BY 1"));
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL"})
    void shouldGiveEachTypeOfMetadataATableThatEventsCanBeJoinedWith(Dialect dialect) throws Exception {
        TestDatabase database = database(dialect);
        write(
                database,
                LAYOUT,
                Records.of(121, Map.of("id", 9, "name", "News")),
                Records.of(122, Map.of("id", 9, "name", "Well known")),
                Records.connection(1, Map.of("urlCategory", 9)));
        assertEquals(
                List.of("News"),
                database.column("SELECT category.\"name\" FROM " + CONNECTIONS + " JOIN " + URL_CATEGORIES
                        + " category ON \"urlCategory\" = category.\"id\""));
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL"})
    void shouldPutUnknownTypesIntoOneTable(Dialect dialect) throws Exception {
        TestDatabase database = database(dialect);
        write(database, LAYOUT, Records.unknown(9998), Records.unknown(9999));
        assertEquals(
                List.of("9998", "9999"),
                database.column("SELECT \"recordType\" FROM \"estreamer_unknown\" ORDER BY \"recordType\""));
        assertEquals(
                "AQID",
                database.column("SELECT \"raw\" FROM \"estreamer_unknown\"").get(0));
    }
}
