package org.estreamer.plugin.jdbc;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What differs between the databases. */
enum Dialect {
    /** In the plugin's own bundle. */
    H2(
            "jdbc:h2:",
            "org.h2.Driver",
            "the plugin's own jar",
            "CHARACTER VARYING(1000000)",
            "CHARACTER LARGE OBJECT",
            "BINARY LARGE OBJECT"),
    /** PostgreSQL. */
    POSTGRESQL(
            "jdbc:postgresql:",
            "org.postgresql.Driver",
            "bundle org.postgresql.jdbc (postgresql-42.7.14.jar)",
            "TEXT",
            "TEXT",
            "BYTEA"),
    /** Microsoft SQL Server. */
    SQL_SERVER(
            "jdbc:sqlserver:",
            "com.microsoft.sqlserver.jdbc.SQLServerDriver",
            "bundle com.microsoft.sqlserver.mssql-jdbc (mssql-jdbc-13.6.2.jre11.jar, which itself needs"
                    + " org.osgi.service.jdbc-1.1.0.jar)",
            "NVARCHAR(MAX)",
            "NVARCHAR(MAX)",
            "VARBINARY(MAX)");

    private final String prefix;
    private final String driver;
    private final String origin;
    private final String text;
    private final String large;
    private final String binary;

    Dialect(String prefix, String driver, String origin, String text, String large, String binary) {
        this.prefix = prefix;
        this.driver = driver;
        this.origin = origin;
        this.text = text;
        this.large = large;
        this.binary = binary;
    }

    static Dialect of(Object pid, String url) {
        return Arrays.stream(values())
                .filter(dialect -> url.startsWith(dialect.prefix))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(pid + ": url starts with none of "
                        + Arrays.stream(values()).map(dialect -> dialect.prefix).collect(Collectors.joining(", "))));
    }

    String driver() {
        return driver;
    }

    /** Where the driver comes from. */
    String origin() {
        return origin;
    }

    String binary() {
        return binary;
    }

    String type(ColumnType type) {
        return switch (type) {
            case LONG -> "BIGINT";
            case UNSIGNED -> "NUMERIC(20)";
            case TEXT -> text;
            case LARGE -> large;
        };
    }

    /** Text short enough for a key. */
    String keyType() {
        return this == SQL_SERVER ? "NVARCHAR(200)" : "VARCHAR(200)";
    }

    /** Whether a column can hold values of a type. */
    boolean holds(ColumnType column, ColumnType value) {
        return column == value
                || (column == ColumnType.LARGE && value == ColumnType.TEXT)
                || (column == ColumnType.UNSIGNED && value == ColumnType.LONG)
                || (column == ColumnType.TEXT && value == ColumnType.LARGE && text.equals(large));
    }

    /** The statement that adds columns, all at once: H2 copies the table each time. */
    String addColumns(String table, List<String> definitions) {
        String add = switch (this) {
            case H2 -> "ADD (" + String.join(", ", definitions) + ")";
            case POSTGRESQL -> definitions.stream().map(c -> "ADD " + c).collect(Collectors.joining(", "));
            case SQL_SERVER -> "ADD " + String.join(", ", definitions);
        };
        return "ALTER TABLE " + quote(table) + " " + add;
    }

    /** A name as it is written; a dot separates schema and table. */
    static String quote(String name) {
        return Arrays.stream(name.split("\\.", -1)).map(Dialect::quoteColumn).collect(Collectors.joining("."));
    }

    static String quoteColumn(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
