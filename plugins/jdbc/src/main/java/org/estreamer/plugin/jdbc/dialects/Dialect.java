package org.estreamer.plugin.jdbc.dialects;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.estreamer.plugin.jdbc.rows.ColumnType;

/** What differs between the databases. */
public enum Dialect {
    /** In the plugin's own bundle. */
    H2(
            "jdbc:h2:",
            "org.h2.Driver",
            "the plugin's own jar",
            "CHARACTER VARYING(1000000)",
            "CHARACTER LARGE OBJECT",
            "BINARY LARGE OBJECT",
            "SET LOCK_TIMEOUT " + Dialect.LOCK_MILLIS),
    /** PostgreSQL. */
    POSTGRESQL(
            "jdbc:postgresql:",
            "org.postgresql.Driver",
            "bundle org.postgresql.jdbc (postgresql-42.7.14.jar)",
            "TEXT",
            "TEXT",
            "BYTEA",
            "SET lock_timeout = " + Dialect.LOCK_MILLIS),
    /** Microsoft SQL Server. */
    SQL_SERVER(
            "jdbc:sqlserver:",
            "com.microsoft.sqlserver.jdbc.SQLServerDriver",
            "bundle com.microsoft.sqlserver.mssql-jdbc (mssql-jdbc-13.6.2.jre11.jar, which itself needs"
                    + " org.osgi.service.jdbc-1.1.0.jar)",
            "NVARCHAR(MAX)",
            "NVARCHAR(MAX)",
            "VARBINARY(MAX)",
            "SET LOCK_TIMEOUT " + Dialect.LOCK_MILLIS);

    /** How long opening a connection may take. */
    static final int LOGIN_SECONDS = 4;
    /** How long a statement may wait for a lock. */
    private static final int LOCK_MILLIS = 5_000;

    private final String prefix;
    private final String driver;
    private final String origin;
    private final String text;
    private final String large;
    private final String binary;
    private final String lockLimit;

    Dialect(String prefix, String driver, String origin, String text, String large, String binary, String lockLimit) {
        this.prefix = prefix;
        this.driver = driver;
        this.origin = origin;
        this.text = text;
        this.large = large;
        this.binary = binary;
        this.lockLimit = lockLimit;
    }

    /**
     * Finds the dialect of a database.
     *
     * @param pid the configuration's name, for the message
     * @throws IllegalArgumentException for an url of none of them
     */
    public static Dialect of(Object pid, String url) {
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

    /** The statement that limits how long a connection waits for locks. */
    String lockLimit() {
        return lockLimit;
    }

    /** The statement that waits until the disk has what was committed; empty where a commit does so by itself. */
    public String sync() {
        return this == H2 ? "CHECKPOINT SYNC" : "";
    }

    /** The statement by which a transaction checks deferred constraints with each row; empty where there are none. */
    public String checkAtOnce() {
        return this == POSTGRESQL ? "SET CONSTRAINTS ALL IMMEDIATE" : "";
    }

    /**
     * The question whether the database takes writes at all: one that is a standby, or whose administrator has made it
     * read-only, grants rights none the less.
     */
    public String takesWrites() {
        return switch (this) {
            case H2 -> "SELECT NOT READONLY()";
            case POSTGRESQL -> "SELECT current_setting('transaction_read_only') = 'off'";
            case SQL_SERVER ->
                "SELECT CASE DATABASEPROPERTYEX(DB_NAME(), 'Updateability') WHEN 'READ_WRITE' THEN 1 ELSE 0 END";
        };
    }

    /** The question whether the user may insert into a table, which is its parameter where it has one. */
    public String mayInsert(String table) {
        return switch (this) {
            case H2 ->
                "SELECT COUNT(*) > 0 OR (SELECT IS_ADMIN FROM INFORMATION_SCHEMA.USERS WHERE USER_NAME = CURRENT_USER)"
                        + " FROM INFORMATION_SCHEMA.TABLE_PRIVILEGES WHERE PRIVILEGE_TYPE = 'INSERT' AND TABLE_NAME = '"
                        + table.substring(table.lastIndexOf('.') + 1).replace("'", "''") + "'";
            case POSTGRESQL -> "SELECT has_table_privilege(?, 'INSERT')";
            case SQL_SERVER -> "SELECT HAS_PERMS_BY_NAME(?, 'OBJECT', 'INSERT')";
        };
    }

    /** The question whether the user may make tables. */
    public String mayCreate() {
        return switch (this) {
            case H2 -> "SELECT IS_ADMIN FROM INFORMATION_SCHEMA.USERS WHERE USER_NAME = CURRENT_USER";
            case POSTGRESQL -> "SELECT has_schema_privilege(current_schema(), 'CREATE')";
            case SQL_SERVER -> "SELECT HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'CREATE TABLE')";
        };
    }

    /** What its driver is told unless the URL says otherwise. */
    Map<String, String> properties() {
        String seconds = Integer.toString(LOGIN_SECONDS);
        return switch (this) {
            case H2 -> Map.of();
            case POSTGRESQL ->
                Map.of(
                        "connectTimeout",
                        seconds,
                        // for each answer until the connection is open, but for the one to the offer of TLS
                        "socketTimeout",
                        seconds,
                        "sslResponseTimeout",
                        "2000",
                        // text goes into columns of any type that can be written as text, such as inet
                        "stringtype",
                        "unspecified");
            case SQL_SERVER -> Map.of("loginTimeout", seconds);
        };
    }

    /** The type of a column of bytes. */
    public String binary() {
        return binary;
    }

    /** The type of a column. */
    public String type(ColumnType type) {
        return switch (type) {
            case LONG -> "BIGINT";
            case UNSIGNED -> "NUMERIC(20)";
            case TEXT -> text;
            case LARGE -> large;
        };
    }

    /** Text short enough for a key. */
    public String keyType() {
        return this == SQL_SERVER ? "NVARCHAR(200)" : "VARCHAR(200)";
    }

    /** Whether a column can hold values of a type. */
    public boolean holds(ColumnType column, ColumnType value) {
        return column == value
                || (column == ColumnType.LARGE && value == ColumnType.TEXT)
                || (column == ColumnType.UNSIGNED && value == ColumnType.LONG)
                || (column == ColumnType.TEXT && value == ColumnType.LARGE && text.equals(large));
    }

    /** The statement that adds columns, all at once: H2 copies the table each time. */
    public String addColumns(String table, List<String> definitions) {
        String add = switch (this) {
            case H2 -> "ADD (" + String.join(", ", definitions) + ")";
            case POSTGRESQL -> definitions.stream().map(c -> "ADD " + c).collect(Collectors.joining(", "));
            case SQL_SERVER -> "ADD " + String.join(", ", definitions);
        };
        return "ALTER TABLE " + quote(table) + " " + add;
    }

    /** A name as it is written; a dot separates schema and table. */
    public static String quote(String name) {
        return Arrays.stream(name.split("\\.", -1)).map(Dialect::quoteColumn).collect(Collectors.joining("."));
    }

    /** The name of a column as it is written. */
    public static String quoteColumn(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
