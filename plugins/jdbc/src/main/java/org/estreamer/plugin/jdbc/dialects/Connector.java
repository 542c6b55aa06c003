package org.estreamer.plugin.jdbc.dialects;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens a connection that the pool then keeps. */
@FunctionalInterface
public interface Connector {
    Connection connect() throws SQLException;
}
