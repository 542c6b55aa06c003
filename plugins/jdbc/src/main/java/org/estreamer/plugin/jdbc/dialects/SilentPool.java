package org.estreamer.plugin.jdbc.dialects;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/** Keeps the pool from judging failures, and from telling of each one. */
@SuppressWarnings("SameNameButDifferent") // the pool's word for its verdict
final class SilentPool implements SQLExceptionOverride {
    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
        return SQLExceptionOverride.Override.DO_NOT_EVICT;
    }
}
