package org.estreamer.plugin.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens a connection that the pool then keeps. */
@FunctionalInterface
interface Connector {
    Connection connect() throws SQLException;
}
