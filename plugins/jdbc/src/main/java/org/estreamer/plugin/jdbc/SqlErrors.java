package org.estreamer.plugin.jdbc;

import java.sql.SQLException;

/** What an exception of a database means. */
final class SqlErrors {
    private SqlErrors() {}

    /** Whether the database refuses the values, so that trying again is of no use. */
    static boolean isAboutValues(SQLException error) {
        for (Throwable cause : error) {
            String state = cause instanceof SQLException sql ? sql.getSQLState() : null;
            if (state != null && (state.startsWith("22") || state.startsWith("23"))) {
                return true;
            }
        }
        return false;
    }

    /** What went wrong, in one line: the last of the databases' own words, for the pool's come before them. */
    static String reason(SQLException error) {
        Throwable last = error;
        for (Throwable cause : error) {
            if (cause instanceof SQLException && cause.getMessage() != null) {
                last = cause;
            }
        }
        return String.valueOf(last.getMessage()).lines().findFirst().orElse("");
    }
}
