package org.estreamer.plugin.jdbc.dialects;

import java.sql.SQLException;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What an exception of a database means. */
public final class SqlErrors {
    /**
     * The errors of SQL Server that are about values but have no SQL state that says so: arithmetic (220, 8115, 8134),
     * conversion (241, 242, 245, 248, 8114, 8169), truncation and rows or keys that are too long (511, 1946, 2628, 8152), null
     * (515), constraint and key (547, 2601, 2627), a view's condition (550).
     */
    private static final Set<Integer> SQL_SERVER_VALUES =
            Set.of(220, 241, 242, 245, 248, 511, 515, 547, 550, 1946, 2601, 2627, 2628, 8114, 8115, 8134, 8152, 8169);

    /** From here on the errors of SQL Server are those that somebody's trigger has raised. */
    private static final int SQL_SERVER_RAISED = 50_000;

    private static final Pattern SQL_SERVER_STATE = Pattern.compile("S0\\d{3}");

    /**
     * The classes of SQL states that are about a row: data (22), constraints (23), a view's condition (44), and what a trigger
     * has raised by itself (45, and P0 in PostgreSQL).
     */
    private static final Set<String> VALUES = Set.of("22", "23", "44", "45", "P0");

    /** A row that is too long for an index or a page, or numbers of transactions that have run out. */
    private static final String POSTGRESQL_LIMIT = "54000";

    private static final Pattern TRANSACTIONS_RUN_OUT = Pattern.compile("(?i)wraparound|multixact");

    /** What H2, PostgreSQL and SQL Server say of a table that is not there. */
    private static final Set<String> NO_TABLE = Set.of("42S02", "42S03", "42S04", "42P01", "S0002");

    private static final String TAKEN_KEY = "23505";
    private static final Set<Integer> SQL_SERVER_TAKEN_KEY = Set.of(2601, 2627);

    private static final int H2_TRIGGER_FAILED = 90_044;
    private static final int H2_ADMIN_RIGHTS_REQUIRED = 90_040;

    private SqlErrors() {}

    /**
     * Whether the database refuses the row for its values, so that trying again is of no use. What is about the connection,
     * rights, tables, locks or space is not: that ends one day, and every row is as good as the next.
     */
    public static boolean isAboutValues(SQLException error) {
        return any(error, SqlErrors::isOneAboutValues);
    }

    private static boolean isOneAboutValues(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        int code = error.getErrorCode();
        if (state.equals(POSTGRESQL_LIMIT)) {
            return !TRANSACTIONS_RUN_OUT
                    .matcher(String.valueOf(error.getMessage()))
                    .find();
        }
        return (state.length() == 5 && VALUES.contains(state.substring(0, 2)))
                || SQL_SERVER_VALUES.contains(code)
                || (code >= SQL_SERVER_RAISED && SQL_SERVER_STATE.matcher(state).matches())
                || code == H2_TRIGGER_FAILED;
    }

    /** Whether a row with this key is there already. */
    public static boolean isTakenKey(SQLException error) {
        return any(
                error, one -> TAKEN_KEY.equals(one.getSQLState()) || SQL_SERVER_TAKEN_KEY.contains(one.getErrorCode()));
    }

    /** Whether there is no such table. */
    public static boolean isMissingTable(SQLException error) {
        return any(error, one -> one.getSQLState() != null && NO_TABLE.contains(one.getSQLState()));
    }

    private static boolean any(SQLException error, Predicate<SQLException> test) {
        for (Throwable cause : error) {
            if (cause instanceof SQLException sql && test.test(sql)) {
                return true;
            }
        }
        return false;
    }

    /** Whether H2 does such a thing for administrators only. */
    public static boolean isAboutRights(SQLException error) {
        return error.getErrorCode() == H2_ADMIN_RIGHTS_REQUIRED;
    }

    /** What went wrong, in one line: the last of the databases' own words, for those of what wraps them come before. */
    public static String reason(SQLException error) {
        Throwable last = error;
        for (Throwable cause : error) {
            if (cause instanceof SQLException && cause.getMessage() != null) {
                last = cause;
            }
        }
        return String.valueOf(last.getMessage()).lines().findFirst().orElse("");
    }
}
