package org.estreamer.plugin.jdbc.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.estreamer.plugin.jdbc.dialects.Dialect;
import org.estreamer.plugin.jdbc.rows.LayoutRows;
import org.estreamer.plugin.jdbc.rows.SeedRows;
import org.estreamer.record.Field;
import org.estreamer.record.FieldKind;
import org.estreamer.record.NameSource;
import org.estreamer.record.NameVisitor;
import org.estreamer.record.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The sixteen columns, in H2 and in a real PostgreSQL. */
class JdbcSeedTest {
    private static final KnownNames NAMES = new KnownNames();

    /** What a client knows that was started anew: no metadata pass, and ids have names all the same. */
    private static final class KnownNames implements NameSource {
        private static final Map<String, List<String>> KNOWN =
                Map.of("userId=5", List.of("userName", "ada"), "urlCategory=9", List.of("urlCategoryName", "News"));

        private final Set<String> asked = new LinkedHashSet<>();

        @Override
        public void header(Record record, long number, NameVisitor visitor) {
            asked.add("header");
        }

        @Override
        public void number(Record record, long number, Field field, long value, NameVisitor visitor) {
            String key = field.name() + "=" + value;
            asked.add(key);
            if (KNOWN.containsKey(key)) {
                visitor.name(
                        new Field(KNOWN.get(key).get(0), FieldKind.TEXT),
                        KNOWN.get(key).get(1).getBytes(StandardCharsets.UTF_8));
            }
        }

        @Override
        public void bytes(
                Record record, long number, Field field, byte[] buffer, int offset, int length, NameVisitor visitor) {
            asked.add(field.name());
        }
    }

    private static TestDatabase database(Dialect dialect) throws Exception {
        return dialect == Dialect.H2 ? TestDatabase.h2(UUID.randomUUID().toString()) : Postgres.database();
    }

    private static Record named(Record record) {
        record.nameBy(NAMES, 1);
        return record;
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL"})
    void shouldWriteTheSeedsColumnsWithTheNamesThatTheRecordKnows(Dialect dialect) throws Exception {
        TestDatabase database = database(dialect);
        database.write(
                new SeedRows("flows"),
                named(Records.connection(3, Map.of("userId", 5, "urlCategory", 9, "clientUrl", "http://x/"))));
        String columns =
                "initiatorIp,responderIp,initiatorPort,responderPort,firstPktsecond,lastPktsecond,initiatorPkts,"
                        + "responderPkts,initiatorBytes,responderBytes,userId,urlCategory,url,connectId,urlCategoryName,username";
        StringBuilder all = new StringBuilder();
        for (String column : columns.split(",", -1)) {
            all.append(database.column("SELECT \"" + column + "\" FROM \"flows\""));
        }
        assertEquals(
                "[10.1.2.3][2001:db8::7][40000][443][0][0][0][0][0][0][5][9][http://x/][3][News][ada]", all.toString());
    }

    @Test
    void shouldAskForNoOtherNamesAndWriteNoneWhereThereIsNone() throws Exception {
        TestDatabase database = database(Dialect.H2);
        NAMES.asked.clear();
        database.write(
                new SeedRows("flows"),
                named(Records.connection(1, Map.of("userId", 6, "urlCategory", 0, "urlReputation", 3))),
                named(Records.of(121, Map.of("id", 9, "name", "News"))));
        assertEquals(List.of("userId=6", "urlCategory=0"), List.copyOf(NAMES.asked));
        assertEquals(1, database.column("SELECT 1 FROM \"flows\"").size());
        assertEquals(
                1,
                database.column("SELECT 1 FROM \"flows\" WHERE \"username\" IS NULL AND \"urlCategoryName\" IS NULL")
                        .size());
    }

    @Test
    void shouldAskForNoNamesForTheColumnsOfTheLayout() throws Exception {
        NAMES.asked.clear();
        database(Dialect.H2).write(new LayoutRows("estreamer"), named(Records.connection(1, Map.of("userId", 5))));
        assertEquals(Set.of(), NAMES.asked);
    }

    @Test
    void shouldWriteTheSeedsColumnsOfEveryRelease() throws Exception {
        TestDatabase database = database(Dialect.H2);
        int[] blockTypes = {101, 115, 125, 126, 137, 144, 152, 154, 155, 160, 163, 168, 169, 170, 171, 173, 174};
        for (int blockType : blockTypes) {
            database.write(
                    new SeedRows("flows"), Records.of(71, Map.of("blockType", blockType, "initiatorPort", blockType)));
        }
        assertEquals(
                IntStream.of(blockTypes).mapToObj(String::valueOf).toList(),
                database.column("SELECT \"initiatorPort\" FROM \"flows\" ORDER BY 1"));
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL"})
    void shouldFitTheSeedsColumnsIntoTheUsersTable(Dialect dialect) throws Exception {
        TestDatabase database = database(dialect);
        database.execute("CREATE TABLE \"mine\" (\"note\" VARCHAR(9) DEFAULT 'kept', \"url\" VARCHAR(6),"
                + " \"initiatorPort\" INTEGER, \"initiatorBytes\" BIGINT)");
        database.write(
                new SeedRows("mine"),
                Records.connection(1, Map.of("clientUrl", "http://long/", "initiatorTransmittedBytes", 4)));
        assertEquals(List.of("http:/"), database.column("SELECT \"url\" FROM \"mine\""));
        assertEquals(List.of("kept"), database.column("SELECT \"note\" FROM \"mine\""));
        assertEquals(List.of("4"), database.column("SELECT \"initiatorBytes\" FROM \"mine\""));
    }
}
