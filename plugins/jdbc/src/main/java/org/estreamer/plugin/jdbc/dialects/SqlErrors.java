package org.estreamer.plugin.jdbc.dialects;

import java.sql.SQLException;
import java.util.Set;

/** What an exception of a database means. */
public final class SqlErrors {
    /**
     * The errors of SQL Server that are about values but have no SQL state that says so: arithmetic overflow (220, 8115),
     * conversion (245, 248, 8114), truncation (2628, 8152), null (515), constraint and key (547, 2601, 2627).
     */
    private static final Set<Integer> SQL_SERVER_VALUES =
            Set.of(220, 245, 248, 515, 547, 2601, 2627, 2628, 8114, 8115, 8152);

    private static final int H2_ADMIN_RIGHTS_REQUIRED = 90_040;

    private SqlErrors() {}

    /** Whether the database refuses the values, so that trying again is of no use. */
    public static boolean isAboutValues(SQLException error) {
        for (Throwable cause : error) {
            if (cause instanceof SQLException sql && isAboutValues(sql.getSQLState(), sql.getErrorCode())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAboutValues(String state, int code) {
        boolean byState = state != null && (state.startsWith("22") || state.startsWith("23"));
        return byState || SQL_SERVER_VALUES.contains(code);
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
