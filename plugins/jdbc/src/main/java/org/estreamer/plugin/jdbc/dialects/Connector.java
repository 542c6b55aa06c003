package org.estreamer.plugin.jdbc.dialects;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens a connection. */
@FunctionalInterface
public interface Connector {
    Connection connect() throws SQLException;
}
