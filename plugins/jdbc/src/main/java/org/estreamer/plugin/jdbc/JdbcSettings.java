package org.estreamer.plugin.jdbc;

import org.estreamer.settings.SettingProblems;

/**
 * Settings that have been looked at.
 *
 * @param pid          the configuration's name, for messages
 * @param url          the database; empty for the one in the data folder
 * @param table        the table, or the beginning of the tables' names
 * @param seed         whether connections go into sixteen columns
 * @param batchRecords how many records are sent at once
 */
record JdbcSettings(Object pid, String url, String table, boolean seed, int batchRecords) {
    private static final int TABLE_CHARS = 60;
    private static final int PREFIX_CHARS = 20;
    private static final int BATCH_RECORDS = 100_000;

    static JdbcSettings of(Object pid, String url, JdbcConfiguration configuration) {
        return of(pid, url, configuration.columns(), configuration.table(), configuration.batchRecords());
    }

    static JdbcSettings of(Object pid, String url, String columns, String table, int batch) {
        boolean seed = columns.equals("seed");
        require(seed || columns.equals("layout"), pid, "columns is '" + columns + "': valid are layout and seed");
        int limit = seed ? TABLE_CHARS : PREFIX_CHARS;
        require(
                !table.isBlank() && table.length() <= limit && table.indexOf('\0') < 0,
                pid,
                "table is '" + table + "': 1 to " + limit + " characters are valid with columns=" + columns);
        require(
                batch >= 1 && batch <= BATCH_RECORDS,
                pid,
                SettingProblems.outOfRange("batchRecords", batch, 1, BATCH_RECORDS));
        return new JdbcSettings(pid, url.strip(), table, seed, batch);
    }

    private static void require(boolean holds, Object pid, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(pid + ": " + otherwise);
        }
    }

    /** What the positions in the database are about: they belong to the tables. */
    String output() {
        return (seed ? "seed " : "layout ") + table;
    }
}
