package org.estreamer.plugin.jdbc.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.estreamer.plugin.LostOutputException;
import org.estreamer.plugin.UnavailableException;
import org.estreamer.plugin.jdbc.dialects.Dialect;
import org.estreamer.plugin.jdbc.rows.LayoutRows;
import org.estreamer.plugin.jdbc.rows.Row;
import org.estreamer.plugin.jdbc.rows.RowShape;
import org.estreamer.record.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class JdbcExactlyOnceTest {
    private static final int COUNT = 300;
    private static final String IDS = "SELECT \"id\" FROM \"estreamer_priority_metadata_4\" ORDER BY \"id\"";
    private static final RowShape LAYOUT = new LayoutRows("estreamer");

    static Stream<Arguments> runs() {
        return Stream.of(Dialect.H2, Dialect.POSTGRESQL)
                .flatMap(dialect -> Stream.of(1L, 2L, 3L).map(seed -> Arguments.of(dialect, seed)));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void shouldHoldEveryRecordOnceAfterCrashesAtRandomMoments(Dialect dialect, long seed) throws Exception {
        TestDatabase database = database(dialect);
        Random random = new Random(seed);
        FlakyConnector connector = new FlakyConnector(database.connector(), random);
        int sent = 0;
        boolean finished = false;
        while (!finished) {
            JdbcPlugin plugin = database.plugin(LAYOUT, connector);
            Optional<byte[]> position = resumed(plugin);
            sent = position.map(Records::number).orElse(0);
            boolean alive = true;
            for (int step = random.nextInt(120); step > 0 && alive && !finished; step--) {
                if (sent < COUNT && taken(plugin, sent)) {
                    sent++;
                }
                if (random.nextInt(10) == 0 || sent == COUNT) {
                    finished = persisted(plugin, sent) && sent == COUNT;
                    alive = random.nextInt(5) > 0;
                }
            }
            // what a kill does: the connection ends, and nothing is told to the plugin
            connector.cut();
            plugin.close();
        }
        assertEquals(IntStream.range(0, COUNT).mapToObj(Integer::toString).toList(), database.column(IDS));
        assertTrue(connector.failures() > 5, "failures: " + connector.failures());
    }

    private static Optional<byte[]> resumed(JdbcPlugin plugin) throws IOException {
        while (true) {
            try {
                return plugin.resume(Records.SERVER);
            } catch (UnavailableException e) {
                // as the dispatcher does, until the database answers
                Thread.onSpinWait();
            }
        }
    }

    private static boolean taken(JdbcPlugin plugin, int id) throws IOException {
        try {
            plugin.onRecord(Records.priority(id));
            return true;
        } catch (UnavailableException e) {
            return false;
        }
    }

    private static boolean persisted(JdbcPlugin plugin, int sent) throws Exception {
        try {
            plugin.persist(Map.of(Records.SERVER, Records.position(sent)));
            return true;
        } catch (UnavailableException e) {
            return false;
        }
    }

    @Test
    void shouldKeepNothingWithoutAPosition() throws Exception {
        TestDatabase database = TestDatabase.h2(UUID.randomUUID().toString());
        JdbcPlugin plugin = database.plugin(LAYOUT);
        plugin.resume(Records.SERVER);
        plugin.onRecord(Records.priority(1));
        plugin.persist(Map.of(Records.SERVER, Records.position(1)));
        for (int id = 2; id < 50; id++) {
            plugin.onRecord(Records.priority(id));
        }
        plugin.close();
        assertEquals(List.of("1"), database.column(IDS));
        try (JdbcPlugin next = database.plugin(LAYOUT)) {
            assertEquals(1, Records.number(next.resume(Records.SERVER).orElseThrow()));
            assertTrue(next.resume("other").isEmpty());
        }
    }

    @Test
    void shouldKeepMetadataThatMoveNoPosition() throws Exception {
        TestDatabase database = TestDatabase.h2(UUID.randomUUID().toString());
        try (JdbcPlugin plugin = database.plugin(LAYOUT)) {
            plugin.resume(Records.SERVER);
            plugin.onRecord(Records.priority(1));
            plugin.persist(Map.of());
            assertTrue(plugin.resume("other").isEmpty());
            plugin.onRecord(Records.priority(2));
            plugin.persist(Map.of(Records.SERVER, Records.position(2)));
        }
        assertEquals(List.of("1", "2"), database.column(IDS));
    }

    @Test
    void shouldGoBackToThePositionAfterAFailureThatNobodyForesaw() throws Exception {
        TestDatabase database = TestDatabase.h2(UUID.randomUUID().toString());
        AtomicInteger failures = new AtomicInteger();
        RowShape moody = new RowShape() {
            @Override
            public Optional<Row> row(Record record) {
                if (failures.getAndDecrement() == 1) {
                    throw new IllegalStateException("out of sorts");
                }
                return LAYOUT.row(record);
            }

            @Override
            public boolean isFixed() {
                return LAYOUT.isFixed();
            }
        };
        try (JdbcPlugin plugin = database.plugin(moody)) {
            plugin.resume(Records.SERVER);
            plugin.onRecord(Records.priority(1));
            plugin.persist(Map.of(Records.SERVER, Records.position(1)));
            plugin.onRecord(Records.priority(2));
            failures.set(1);
            assertThrows(LostOutputException.class, () -> plugin.persist(Map.of(Records.SERVER, Records.position(2))));
            assertThrows(LostOutputException.class, () -> plugin.onRecord(Records.priority(3)));
            assertEquals(1, Records.number(plugin.resume(Records.SERVER).orElseThrow()));
            plugin.onRecord(Records.priority(2));
            plugin.persist(Map.of(Records.SERVER, Records.position(2)));
        }
        assertEquals(List.of("1", "2"), database.column(IDS));
    }

    @ParameterizedTest
    @EnumSource(
            value = Dialect.class,
            names = {"H2", "POSTGRESQL"})
    void shouldKnowItsOwnCommitThatArrivesAfterItWasGivenUp(Dialect dialect) throws Exception {
        TestDatabase database = database(dialect);
        BelatedConnector connector = new BelatedConnector(database.connector());
        try (JdbcPlugin plugin = database.plugin(LAYOUT, connector)) {
            plugin.resume(Records.SERVER);
            plugin.onRecord(Records.priority(1));
            assertTrue(persisted(plugin, 1));
            plugin.onRecord(Records.priority(2));
            connector.delayNextCommit();
            assertFalse(persisted(plugin, 2), "the commit is not answered");
            assertFalse(persisted(plugin, 2), "the commit arrives while it is tried again");
            assertTrue(connector.arrived());
            assertTrue(persisted(plugin, 2));
            plugin.onRecord(Records.priority(3));
            assertTrue(persisted(plugin, 3));
        }
        assertEquals(List.of("1", "2", "3"), database.column(IDS));
    }

    @Test
    void shouldDoWithoutTheRightsOfAnAdministrator() throws Exception {
        TestDatabase database = TestDatabase.h2(UUID.randomUUID().toString());
        database.execute("CREATE USER plain PASSWORD ''");
        database.execute("GRANT ALTER ANY SCHEMA TO plain");
        TestDatabase plain = new TestDatabase(Dialect.H2, database.url().replaceFirst(";.*", ""), "plain");
        try (JdbcPlugin plugin = plain.plugin(LAYOUT)) {
            plugin.resume(Records.SERVER);
            plugin.onRecord(Records.priority(1));
            assertTrue(persisted(plugin, 1));
        }
        assertThrows(SQLException.class, () -> plain.execute(Dialect.H2.sync()));
        assertEquals(List.of("1"), database.column(IDS));
    }

    @Test
    void shouldStopWhereAnotherPluginWritesTheSameTables() throws Exception {
        TestDatabase database = TestDatabase.h2(UUID.randomUUID().toString());
        try (JdbcPlugin first = database.plugin(LAYOUT);
                JdbcPlugin second = database.plugin(LAYOUT)) {
            first.resume(Records.SERVER);
            first.onRecord(Records.priority(1));
            first.persist(Map.of(Records.SERVER, Records.position(1)));
            second.resume(Records.SERVER);
            second.onRecord(Records.priority(2));
            second.persist(Map.of(Records.SERVER, Records.position(2)));
            first.onRecord(Records.priority(3));
            UnavailableException refusal = assertThrows(
                    UnavailableException.class, () -> first.persist(Map.of(Records.SERVER, Records.position(3))));
            assertTrue(
                    refusal.getMessage()
                            .contains(": the position of server lab in table estreamer_position was changed by"
                                    + " someone else: "),
                    refusal.getMessage());
            assertThrows(UnavailableException.class, () -> first.onRecord(Records.priority(4)));
        }
        assertEquals(List.of("1", "2"), database.column(IDS));
    }

    private static TestDatabase database(Dialect dialect) throws Exception {
        return dialect == Dialect.H2 ? TestDatabase.h2(UUID.randomUUID().toString()) : Postgres.database();
    }
}
